import type { DeclaredEntities } from './contract/declared';
import type { FleetSummary } from './contract/fleet';
import type {
  FleetCost,
  FleetDisks,
  FleetDiversity,
  FleetForks,
  FleetHeads,
  FleetSnapshots,
} from './contract/insights';
import type { NodeHistory, NodeTimeline } from './contract/history';
import type { EthereumNodeDetail, NodePage } from './contract/node';
import type { NodeQuery, TimelineQuery } from './contract/queries';
import type {
  NodeSnapshotRun,
  NodeSnapshots,
  RequestedSnapshot,
} from './contract/snapshots';

/**
 * The REST API of the ethereum-nodes backend, for the frontend and for other backend plugins.
 * @public
 */
export interface EthereumNodesApi {
  /** Nodes that the caller may see: a page of them, worst first by default. */
  listNodes(query?: NodeQuery, options?: RequestOptions): Promise<NodePage>;
  /** @throws NotFoundError when there is no such node or the caller may not see it */
  getNode(id: string, options?: RequestOptions): Promise<EthereumNodeDetail>;
  /** @param hours - how far back, 1 to 2160 (90 days), default 24 */
  getHistory(
    id: string,
    hours?: number,
    options?: RequestOptions,
  ): Promise<NodeHistory>;
  /** Timeline of the node, newest first: the states that it entered, and its changes. Kept for 90 days. */
  getTimeline(
    id: string,
    query?: TimelineQuery,
    options?: RequestOptions,
  ): Promise<NodeTimeline>;
  /** Snapshots of the node's network and execution client, in the stores for its owner. */
  getSnapshots(id: string, options?: RequestOptions): Promise<NodeSnapshots>;
  /**
   * Starts the snapshot of a node now. Needs `ethereum-nodes.snapshot.create`.
   * @throws ResponseError with 409 while another run of the node is active
   */
  requestSnapshot(
    id: string,
    options?: RequestOptions,
  ): Promise<RequestedSnapshot>;
  /** The newest run of the snapshot orchestrator of a node, and whether the caller may request another. */
  getSnapshotRun(
    id: string,
    options?: RequestOptions,
  ): Promise<NodeSnapshotRun>;
  /**
   * Catalog entities that are nodes and that no source reports.
   * @param entityRefs - only these
   */
  listDeclared(
    entityRefs?: string[],
    options?: RequestOptions,
  ): Promise<DeclaredEntities>;
  /** Needs `ethereum-nodes.fleet.read`. */
  getFleet(options?: RequestOptions): Promise<FleetSummary>;
  /** Share of each client, by network and layer. Needs `ethereum-nodes.fleet.read`. */
  getFleetDiversity(options?: RequestOptions): Promise<FleetDiversity>;
  /** Readiness for the next fork of each network. Needs `ethereum-nodes.fleet.read`. */
  getFleetForks(options?: RequestOptions): Promise<FleetForks>;
  /** Whether the nodes can be restored, and to which time. Needs `ethereum-nodes.fleet.read`. */
  getFleetSnapshots(options?: RequestOptions): Promise<FleetSnapshots>;
  /** Usage and growth of the disks of execution clients. Needs `ethereum-nodes.fleet.read`. */
  getFleetDisks(options?: RequestOptions): Promise<FleetDisks>;
  /** Newest head of each network, and whether the network stalls. Needs `ethereum-nodes.fleet.read`. */
  getFleetHeads(options?: RequestOptions): Promise<FleetHeads>;
  /** Price of what the nodes request. Needs `ethereum-nodes.fleet.read`. */
  getFleetCost(options?: RequestOptions): Promise<FleetCost>;
}

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Bearer token of backend callers; in the frontend the fetch API adds it. */
  token?: string;
}
