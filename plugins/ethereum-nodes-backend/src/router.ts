import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { NotFoundError } from '@backstage/errors';
import type {
  EthereumNode,
  NodeLinks,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodesOpenApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type express from 'express';
import type { NetworkLookup } from './networkLookup';
import type { NodeAuthorizer } from './NodeAuthorizer';
import type { DeclaredQueries } from './catalog/DeclaredQueries';
import { readNodeQuery } from './readNodeQuery';
import type { FleetQueries } from './store/FleetQueries';
import type { HistoryQueries } from './store/HistoryQueries';
import type { NodeQueries } from './store/NodeQueries';
import type { SnapshotQueries } from './store/SnapshotQueries';
import {
  readTimelineQuery,
  type TimelineQueries,
} from './store/TimelineQueries';
import { CallerLimiter } from './CallerLimiter';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  authorizer: NodeAuthorizer;
  nodes: NodeQueries;
  history: HistoryQueries;
  timeline: TimelineQueries;
  fleet: FleetQueries;
  snapshots: SnapshotQueries;
  declared: DeclaredQueries;
  pollMs: number;
  findNetwork: NetworkLookup;
  links: (node: EthereumNode) => NodeLinks;
}

type RequestToMe = Parameters<HttpAuthService['credentials']>[0];

const defaultHours = 24;
/** Of a network that is not in `@nodeyard/ethereum`; Ethereum's own. */
const defaultSecondsPerSlot = 12;

/** The REST API. It answers from the database alone: a page load costs no cluster and no node anything. */
export function createRouter(options: RouterOptions): express.Router {
  const {
    httpAuth,
    authorizer,
    nodes,
    history,
    timeline,
    links,
    fleet,
    snapshots,
    declared,
    pollMs,
    findNetwork,
  } = options;
  const router =
    createValidatedOpenApiRouter<typeof ethereumNodesOpenApi>(
      ethereumNodesOpenApi,
    );

  const turns = new CallerLimiter();

  /** Who asks, and the answer to them when it is their turn. */
  const inTurn = async (
    req: RequestToMe,
    res: express.Response,
    work: (credentials: BackstageCredentials) => Promise<void>,
  ) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await turns.run(credentials, res, () => work(credentials));
  };

  /** A node that may not be seen is as absent as one that is not there. */
  const visibleNode = async (
    id: string,
    credentials: BackstageCredentials,
  ): Promise<EthereumNode> => {
    const node = await nodes.find(id, await authorizer.visibility(credentials));
    if (!node) {
      throw new NotFoundError(`There is no node "${id}" that you may see`);
    }
    return node;
  };

  router.get('/nodes', (req, res) =>
    inTurn(req, res, async credentials => {
      const page = await nodes.list(
        readNodeQuery(req.query),
        await authorizer.visibility(credentials),
      );
      res.json({ ...page, items: await snapshots.withFreshness(page.items) });
    }),
  );

  router.get('/nodes/:id', (req, res) =>
    inTurn(req, res, async credentials => {
      const node = await visibleNode(req.params.id, credentials);
      const report = await nodes.findReport(node);
      const secondsPerSlot =
        findNetwork(node.network)?.secondsPerSlot ?? defaultSecondsPerSlot;
      res.json({
        ...node,
        ...report,
        links: links(node),
        pollIntervalSeconds: pollMs / 1000,
        secondsPerSlot,
      });
    }),
  );

  router.get('/nodes/:id/history', (req, res) =>
    inTurn(req, res, async credentials => {
      const node = await visibleNode(req.params.id, credentials);
      res.json(await history.read(node.id, req.query.hours ?? defaultHours));
    }),
  );

  router.get('/nodes/:id/timeline', (req, res) =>
    inTurn(req, res, async credentials => {
      const node = await visibleNode(req.params.id, credentials);
      res.json(await timeline.read(node.id, readTimelineQuery(req.query)));
    }),
  );

  router.get('/nodes/:id/snapshots', (req, res) =>
    inTurn(req, res, async credentials => {
      res.json(
        await snapshots.forNode(await visibleNode(req.params.id, credentials)),
      );
    }),
  );

  router.get('/declared', (req, res) =>
    inTurn(req, res, async credentials => {
      const { items, more } = await declared.list(
        credentials,
        req.query.entityRef,
      );
      res.json({ items: items.map(item => ({ ...item })), more });
    }),
  );

  router.get('/fleet', (req, res) =>
    inTurn(req, res, async credentials => {
      await authorizer.authorizeFleet(credentials);
      res.json(await fleet.summary(await authorizer.visibility(credentials)));
    }),
  );

  return router;
}
