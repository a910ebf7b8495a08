import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EthereumNodeDetail,
  FleetSummary,
  NodeHistory,
  NodePage,
  NodeQuery,
  NodeSnapshots,
  NodeTimeline,
  TimelineQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** @public */
export interface EthereumNodesServiceOptions {
  /** Principal of the request: its permissions decide which nodes are returned. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * The REST API of the ethereum-nodes backend, for other backend plugins.
 * @public
 */
export interface EthereumNodesService {
  /** Nodes that the credentials may see: a page of them, worst first by default. */
  listNodes(
    query: NodeQuery,
    options: EthereumNodesServiceOptions,
  ): Promise<NodePage>;
  /** @throws ResponseError whose cause is a NotFoundError, when there is no such node or the credentials may not see it */
  getNode(
    id: string,
    options: EthereumNodesServiceOptions,
  ): Promise<EthereumNodeDetail>;
  /** @param hours - how far back, 1 to 2160 */
  getHistory(
    id: string,
    hours: number,
    options: EthereumNodesServiceOptions,
  ): Promise<NodeHistory>;
  /** Timeline of the node, newest first: the states that it entered, and its changes. */
  getTimeline(
    id: string,
    query: TimelineQuery,
    options: EthereumNodesServiceOptions,
  ): Promise<NodeTimeline>;
  /** Snapshots of the node's network and execution client, in the stores for its owner. */
  getSnapshots(
    id: string,
    options: EthereumNodesServiceOptions,
  ): Promise<NodeSnapshots>;
  /** Needs `ethereum-nodes.fleet.read`. */
  getFleet(options: EthereumNodesServiceOptions): Promise<FleetSummary>;
}
