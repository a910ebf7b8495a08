import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  EthereumNode,
  NodeLinks,
  ParsedRouteQuery,
  RouteAnswer,
  RouteName,
  RouteParams,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  ethereumNodesOpenApi,
  ethereumNodesPaths,
  methodOf,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type express from 'express';
import { audited, routeAudits } from './audit';
import { type NetworkLookup, secondsPerSlotOf } from './networkLookup';
import type { SnapshotRequests } from './SnapshotRequests';
import type { NodeAuthorizer } from './NodeAuthorizer';
import { parseQuery } from './parseQuery';
import type { DeclaredQueries } from './catalog/DeclaredQueries';
import type { FleetInsights } from './store/FleetInsights';
import type { FleetQueries } from './store/FleetQueries';
import type { HistoryQueries } from './store/HistoryQueries';
import type { NodeQueries } from './store/NodeQueries';
import type { SnapshotQueries } from './store/SnapshotQueries';
import type { TimelineQueries } from './store/TimelineQueries';
import { CallerLimiter } from './CallerLimiter';

export interface RouterOptions {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  authorizer: NodeAuthorizer;
  nodes: NodeQueries;
  history: HistoryQueries;
  timeline: TimelineQueries;
  fleet: FleetQueries;
  insights: FleetInsights;
  snapshots: SnapshotQueries;
  snapshotRequests: SnapshotRequests;
  declared: DeclaredQueries;
  pollMs: number;
  findNetwork: NetworkLookup;
  links: (node: EthereumNode) => NodeLinks;
}

interface RouteRequest<Name extends RouteName> {
  params: RouteParams<Name>;
  query: ParsedRouteQuery<Name>;
  credentials: BackstageCredentials;
}

/** A route of the contract without a handler, or with another answer, does not compile. */
type Handlers = {
  [Name in RouteName]: (
    request: RouteRequest<Name>,
  ) => Promise<RouteAnswer<Name>>;
};

const CONTRACT_ROUTE = '/openapi.json';

/** The library serves every document as OpenAPI 3.0.3. */
const serveContract: express.RequestHandler = (req, res, next) => {
  if (req.method !== 'GET' || req.path !== CONTRACT_ROUTE) {
    next();
    return;
  }
  const [url = ''] = req.originalUrl.split('?', 1);
  const base = url.slice(0, -CONTRACT_ROUTE.length);
  const paths = Object.entries(ethereumNodesOpenApi.paths).map(
    ([path, item]) => [`${base}${path}`, item],
  );
  res.json({ ...ethereumNodesOpenApi, paths: Object.fromEntries(paths) });
};

/**
 * The REST API. GETs read the plugin's database only: a page load sends no request to a cluster or a node. The exception is the run of
 * a snapshot, where the configuration enables requests.
 */
export function createRouter(options: RouterOptions): express.Router {
  // The library's type of a document is that of OpenAPI 3.0; its validator takes 3.1.
  const router = createValidatedOpenApiRouter(ethereumNodesOpenApi as never, {
    middleware: [serveContract],
  });
  const handlers = createHandlers(options);
  const limiter = new CallerLimiter();

  const addRoute = <Name extends RouteName>(name: Name) => {
    const path = ethereumNodesPaths[name].replace(/\{(\w+)\}/g, ':$1');
    const { method, status } = methodOf(name);
    const handle = async (req: express.Request, res: express.Response) => {
      const credentials = await options.httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      // The validator has checked the parameters of the path.
      const params = req.params as RouteParams<Name>;
      const answer = async () =>
        handlers[name]({
          params,
          query: parseQuery(name, req.query),
          credentials,
        });
      const audit = { ...routeAudits[name], request: req, meta: { ...params } };
      await limiter.run(credentials, res, async () => {
        res
          .status(Number(status))
          .json(await audited(options.auditor, audit, answer));
      });
    };
    if (method === 'post') router.post(path, handle);
    else router.get(path, handle);
  };
  for (const name of Object.keys(handlers) as RouteName[]) addRoute(name);
  return router;
}

function createHandlers({
  authorizer,
  nodes,
  history,
  timeline,
  fleet,
  insights,
  snapshots,
  snapshotRequests,
  declared,
  pollMs,
  findNetwork,
  links,
}: RouterOptions): Handlers {
  /** A node that the caller may not see is reported like one that does not exist. */
  const visibleNode = async ({
    params: { id },
    credentials,
  }: Pick<RouteRequest<'getNode'>, 'params' | 'credentials'>) => {
    const node = await nodes.find(id, await authorizer.visibility(credentials));
    if (!node) {
      throw new NotFoundError(`There is no node "${id}" that you may see`);
    }
    return node;
  };

  const fleetVisibility = async (credentials: BackstageCredentials) => {
    await authorizer.authorizeFleet(credentials);
    return authorizer.visibility(credentials);
  };

  return {
    listNodes: async ({ query, credentials }) => {
      const page = await nodes.list(
        query,
        await authorizer.visibility(credentials),
      );
      return { ...page, items: await snapshots.withFreshness(page.items) };
    },
    getNode: async request => {
      const node = await visibleNode(request);
      return {
        ...node,
        ...(await nodes.findReport(node)),
        links: links(node),
        pollIntervalSeconds: pollMs / 1000,
        secondsPerSlot: secondsPerSlotOf(findNetwork(node.network)),
      };
    },
    getHistory: async request => {
      const { id } = await visibleNode(request);
      return history.read(id, request.query.hours);
    },
    getTimeline: async request => {
      const { id } = await visibleNode(request);
      return timeline.read(id, request.query);
    },
    getSnapshots: async request =>
      snapshots.forNode(await visibleNode(request)),
    requestSnapshot: async request =>
      snapshotRequests.request(await visibleNode(request), request.credentials),
    getSnapshotRun: async request =>
      snapshotRequests.findRun(await visibleNode(request), request.credentials),
    listDeclared: async ({ query, credentials }) =>
      declared.list(credentials, query.entityRef),
    getFleet: async ({ credentials }) =>
      fleet.summary(await fleetVisibility(credentials)),
    getFleetDiversity: async ({ credentials }) =>
      insights.diversity(await fleetVisibility(credentials)),
    getFleetForks: async ({ credentials }) =>
      insights.forks(await fleetVisibility(credentials)),
    getFleetSnapshots: async ({ credentials }) =>
      insights.snapshots(await fleetVisibility(credentials)),
    getFleetDisks: async ({ credentials }) =>
      insights.disks(await fleetVisibility(credentials)),
    getFleetHeads: async ({ credentials }) =>
      insights.heads(await fleetVisibility(credentials)),
    getFleetCost: async ({ credentials }) =>
      insights.cost(await fleetVisibility(credentials)),
  };
}
