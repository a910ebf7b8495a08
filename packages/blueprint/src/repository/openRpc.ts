import type { PlannedNode } from '../plan/nodes';
import type { NodeRequest } from '../request/schema';

/** Read methods that every execution client answers, each with the name of what comes back. */
const methods = [
  {
    name: 'eth_chainId',
    summary: 'Chain ID of the network',
    result: 'chainId',
  },
  {
    name: 'eth_blockNumber',
    summary: 'Number of the newest block',
    result: 'blockNumber',
  },
  {
    name: 'eth_syncing',
    summary: 'Progress of a sync, or false',
    result: 'progress',
  },
  { name: 'eth_gasPrice', summary: 'Price of gas in wei', result: 'gasPrice' },
];

/**
 * A short OpenRPC description for the API's page in the catalog.
 * @see https://spec.open-rpc.org; the full set of methods is ethereum/execution-apis
 */
export function openRpcDocument(
  request: NodeRequest,
  nodes: readonly PlannedNode[],
): string {
  const document = {
    openrpc: '1.3.2',
    info: {
      title: `Ethereum JSON-RPC of ${request.name}`,
      description: request.description,
      version: '1.0.0',
    },
    servers: nodes.map(node => ({
      name: node.name,
      url: `http://${node.name}.${request.name}.svc:8545`,
    })),
    methods: methods.map(({ name, summary, result }) => ({
      name,
      summary,
      params: [],
      result: {
        name: result,
        schema:
          name === 'eth_syncing'
            ? {}
            : { type: 'string', pattern: '^0x[0-9a-f]+$' },
      },
    })),
    externalDocs: { url: 'https://ethereum.github.io/execution-apis/' },
  };
  return JSON.stringify(document, undefined, 2);
}
