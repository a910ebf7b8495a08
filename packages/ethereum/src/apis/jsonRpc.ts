/** Read methods that every execution client answers, each with the name of its result. */
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
 * An API of nodes, for its page in the catalog.
 * @public
 */
export interface ApiOfNodes {
  title: string;
  description: string;
  /** Base URLs by which applications call the API. */
  servers: ReadonlyArray<{ name: string; url: string }>;
}

/**
 * A short OpenRPC description of the JSON-RPC of execution clients, as indented JSON.
 * @see https://spec.open-rpc.org; the full set of methods is ethereum/execution-apis
 * @public
 */
export function jsonRpcDefinition(api: ApiOfNodes): string {
  const document = {
    openrpc: '1.3.2',
    info: {
      title: api.title,
      description: api.description,
      version: '1.0.0',
    },
    servers: api.servers.map(({ name, url }) => ({ name, url })),
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
