import type {
  DeclaredEntities,
  EthereumNodeDetail,
  FleetSummary,
  NodeHistory,
  NodePage,
  NodeQuery,
  NodeSnapshots,
  NodeTimeline,
  TimelineQuery,
} from './types';

/**
 * What the ethereum-nodes backend answers. The same calls serve the frontend and other backend plugins.
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
  /** What happened to the node, newest first: its states, and what changed about it. Kept for 90 days. */
  getTimeline(
    id: string,
    query?: TimelineQuery,
    options?: RequestOptions,
  ): Promise<NodeTimeline>;
  /** Snapshots of the node's network and execution client, in the stores for its owner. */
  getSnapshots(id: string, options?: RequestOptions): Promise<NodeSnapshots>;
  /**
   * Entities that are nodes by the catalog and that no source reports.
   * @param entityRefs - only these
   */
  listDeclared(
    entityRefs?: string[],
    options?: RequestOptions,
  ): Promise<DeclaredEntities>;
  /** Needs `ethereum-nodes.fleet.read`. */
  getFleet(options?: RequestOptions): Promise<FleetSummary>;
}

/** @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** Bearer token; backend callers give one, in the frontend the fetch API adds it. */
  token?: string;
}
