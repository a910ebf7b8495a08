import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { NotFoundError } from '@backstage/errors';
import {
  EthereumNode,
  ethereumNodesOpenApi,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type express from 'express';
import type { NetworkTable } from './networkTable';
import type { Permits } from './Permits';
import type { DeclaredQueries } from './catalog/DeclaredQueries';
import { readNodeQuery } from './readNodeQuery';
import type { FleetQueries } from './store/FleetQueries';
import type { HistoryQueries } from './store/HistoryQueries';
import type { NodeQueries } from './store/NodeQueries';
import type { SnapshotQueries } from './store/SnapshotQueries';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  permits: Permits;
  nodes: NodeQueries;
  history: HistoryQueries;
  fleet: FleetQueries;
  snapshots: SnapshotQueries;
  declared: DeclaredQueries;
  pollMs: number;
  networkNamed: NetworkTable;
}

type RequestToMe = Parameters<HttpAuthService['credentials']>[0];

const defaultHours = 24;
/** Of a network that is not in `@nodeyard/ethereum`; Ethereum's own. */
const defaultSecondsPerSlot = 12;

/** The REST API. It answers from the database alone: a page load costs no cluster and no node anything. */
export function createRouter(options: RouterOptions): express.Router {
  const {
    httpAuth,
    permits,
    nodes,
    history,
    fleet,
    snapshots,
    declared,
    pollMs,
    networkNamed,
  } = options;
  const router =
    createValidatedOpenApiRouter<typeof ethereumNodesOpenApi>(
      ethereumNodesOpenApi,
    );

  const visibility = async (req: RequestToMe) =>
    permits.visibility(
      await httpAuth.credentials(req, { allow: ['user', 'service'] }),
    );

  /** A node that may not be seen is as absent as one that is not there. */
  const visibleNode = async (
    id: string,
    req: RequestToMe,
  ): Promise<EthereumNode> => {
    const node = await nodes.find(id, await visibility(req));
    if (!node)
      throw new NotFoundError(`There is no node "${id}" that you may see`);
    return node;
  };

  router.get('/nodes', async (req, res) => {
    const page = await nodes.list(
      readNodeQuery(req.query),
      await visibility(req),
    );
    res.json({ ...page, items: await snapshots.withFreshness(page.items) });
  });

  router.get('/nodes/:id', async (req, res) => {
    const node = await visibleNode(req.params.id, req);
    const report = await nodes.findReport(node);
    const secondsPerSlot =
      networkNamed(node.network)?.secondsPerSlot ?? defaultSecondsPerSlot;
    res.json({
      ...node,
      ...report,
      pollIntervalSeconds: pollMs / 1000,
      secondsPerSlot,
    });
  });

  router.get('/nodes/:id/history', async (req, res) => {
    const node = await visibleNode(req.params.id, req);
    res.json(await history.read(node.id, req.query.hours ?? defaultHours));
  });

  router.get('/nodes/:id/snapshots', async (req, res) => {
    res.json(await snapshots.of(await visibleNode(req.params.id, req)));
  });

  router.get('/declared', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { items, more } = await declared.list(
      credentials,
      req.query.entityRef,
    );
    res.json({ items: items.map(item => ({ ...item })), more });
  });

  router.get('/fleet', async (req, res) => {
    await permits.requireFleet(
      await httpAuth.credentials(req, { allow: ['user', 'service'] }),
    );
    res.json(await fleet.summary(await visibility(req)));
  });

  return router;
}
