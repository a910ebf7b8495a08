import type {
  EthereumNodesApi,
  EthereumNodesClient,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

type ClientOptions = ConstructorParameters<typeof EthereumNodesClient>[0];
type Method = (...args: unknown[]) => Promise<unknown>;

const methods: Record<keyof EthereumNodesApi, true> = {
  listNodes: true,
  getNode: true,
  getHistory: true,
  getTimeline: true,
  getSnapshots: true,
  requestSnapshot: true,
  getSnapshotRun: true,
  listDeclared: true,
  getFleet: true,
  getFleetDiversity: true,
  getFleetForks: true,
  getFleetSnapshots: true,
  getFleetDisks: true,
  getFleetHeads: true,
  getFleetCost: true,
};

/** Client whose code is loaded with its first request: apps create all API clients at their start. */
export function createLazyClient(options: ClientOptions): EthereumNodesApi {
  const call =
    (name: keyof EthereumNodesApi): Method =>
    async (...args) => {
      const { EthereumNodesClient: Client } = await import('./client');
      const client = new Client(options);
      return (client[name] as Method).apply(client, args);
    };
  return Object.fromEntries(
    Object.keys(methods).map(name => [
      name,
      call(name as keyof EthereumNodesApi),
    ]),
  ) as unknown as EthereumNodesApi;
}
