import { z } from 'zod';
import { declaredEntitiesSchema } from './declared';
import { fleetSummarySchema } from './fleet';
import {
  fleetCostSchema,
  fleetDisksSchema,
  fleetDiversitySchema,
  fleetForksSchema,
  fleetHeadsSchema,
  fleetSnapshotsSchema,
} from './insights';
import { nodeHistorySchema, nodeTimelineSchema } from './history';
import { nodeDetailSchema, nodePageSchema } from './node';
import type { paths } from './paths';
import {
  declaredQuerySchema,
  historyQuerySchema,
  nodeParamsSchema,
  nodeQuerySchema,
  timelineQuerySchema,
} from './queries';
import {
  nodeSnapshotRunSchema,
  nodeSnapshotsSchema,
  requestedSnapshotSchema,
} from './snapshots';

interface Route {
  operationId: string;
  description: string;
  params: z.ZodObject;
  query: z.ZodObject;
  answer: z.ZodObject;
}

const none = z.strictObject({});

/**
 * The REST API: `methodOf` has the method of a route. Router, client and OpenAPI document are typed or generated from this table.
 *
 * @public
 */
export const ethereumNodesRoutes = {
  listNodes: {
    operationId: 'ListNodes',
    description:
      'A page of nodes, worst first by default. A filter with several values matches any of them.',
    params: none,
    query: nodeQuerySchema,
    answer: nodePageSchema,
  },
  getNode: {
    operationId: 'GetNode',
    description: 'One node with its verdict and newest sample.',
    params: nodeParamsSchema,
    query: none,
    answer: nodeDetailSchema,
  },
  getHistory: {
    operationId: 'GetNodeHistory',
    description:
      'State transitions and down-sampled points of one node, oldest first.',
    params: nodeParamsSchema,
    query: historyQuerySchema,
    answer: nodeHistorySchema,
  },
  getTimeline: {
    operationId: 'GetNodeTimeline',
    description:
      'Timeline of one node, newest first: the states that it entered, and its changes. Kept for 90 days.',
    params: nodeParamsSchema,
    query: timelineQuerySchema,
    answer: nodeTimelineSchema,
  },
  getSnapshots: {
    operationId: 'GetNodeSnapshots',
    description:
      'Snapshots that the node can be restored from, the highest block first.',
    params: nodeParamsSchema,
    query: none,
    answer: nodeSnapshotsSchema,
  },
  requestSnapshot: {
    operationId: 'RequestNodeSnapshot',
    description:
      'Starts the snapshot of a node now, as a Job from its CronJob, and answers before it is done. The orchestrator stops the node for it unless that is not allowed at the time. Needs `ethereum-nodes.snapshot.create`. A body is not read. 409 while another run of the node is active.',
    params: nodeParamsSchema,
    query: none,
    answer: requestedSnapshotSchema,
  },
  getSnapshotRun: {
    operationId: 'GetNodeSnapshotRun',
    description:
      'The newest run of the snapshot orchestrator of a node with its phase, and whether the caller may request another. The only GET that is answered by the cluster: from its answer of the last two seconds, and only where the configuration enables requests.',
    params: nodeParamsSchema,
    query: none,
    answer: nodeSnapshotRunSchema,
  },
  listDeclared: {
    operationId: 'ListDeclared',
    description:
      'Catalog entities that are nodes, that no source reports, and that the caller may see in the catalog.',
    params: none,
    query: declaredQuerySchema,
    answer: declaredEntitiesSchema,
  },
  getFleet: {
    operationId: 'GetFleet',
    description: 'Totals of the nodes that the caller may see.',
    params: none,
    query: none,
    answer: fleetSummarySchema,
  },
  getFleetDiversity: {
    operationId: 'GetFleetDiversity',
    description: 'Share of each client, by network and layer.',
    params: none,
    query: none,
    answer: fleetDiversitySchema,
  },
  getFleetForks: {
    operationId: 'GetFleetForks',
    description: 'Readiness for the next fork of each network.',
    params: none,
    query: none,
    answer: fleetForksSchema,
  },
  getFleetSnapshots: {
    operationId: 'GetFleetSnapshots',
    description: 'Whether the nodes can be restored, and to which time.',
    params: none,
    query: none,
    answer: fleetSnapshotsSchema,
  },
  getFleetDisks: {
    operationId: 'GetFleetDisks',
    description: 'Usage and growth of the disks of execution clients.',
    params: none,
    query: none,
    answer: fleetDisksSchema,
  },
  getFleetHeads: {
    operationId: 'GetFleetHeads',
    description: 'Newest head of each network, and whether the network stalls.',
    params: none,
    query: none,
    answer: fleetHeadsSchema,
  },
  getFleetCost: {
    operationId: 'GetFleetCost',
    description:
      'Price per month of what the nodes request, by owner, at the configured prices.',
    params: none,
    query: none,
    answer: fleetCostSchema,
  },
} as const satisfies Record<keyof typeof paths, Route>;

/** @public */
export type EthereumNodesRoutes = typeof ethereumNodesRoutes;
/** Name of a route: the method of `EthereumNodesApi` that calls it. @public */
export type RouteName = keyof EthereumNodesRoutes;
/** Path parameters of a route. @public */
export type RouteParams<Name extends RouteName> = z.output<
  EthereumNodesRoutes[Name]['params']
>;
/** Query of a route as callers give it: without what has a default. @public */
export type RouteQuery<Name extends RouteName> = z.input<
  EthereumNodesRoutes[Name]['query']
>;
/** Query of a route as its handler gets it: with defaults. @public */
export type ParsedRouteQuery<Name extends RouteName> = z.output<
  EthereumNodesRoutes[Name]['query']
>;
/** Answer of a route. @public */
export type RouteAnswer<Name extends RouteName> = z.output<
  EthereumNodesRoutes[Name]['answer']
>;
