import { InputError, ResponseError } from '@backstage/errors';
import type { EthereumNodesApi, RequestOptions } from './api';
import { methodOf, paths } from './contract/paths';
import type {
  RouteAnswer,
  RouteName,
  RouteParams,
  RouteQuery,
} from './contract/routes';

/** Query of a route; path parameters, query and request options of a call. */
interface Call<Name extends RouteName> {
  params: RouteParams<Name>;
  query: RouteQuery<Name>;
  options?: RequestOptions;
}

/**
 * Calls the REST API of the ethereum-nodes backend.
 *
 * The frontend passes its `discoveryApi` and `fetchApi`, a backend its discovery service and global `fetch`. Answers are not
 * validated here: the backend's tests validate them against {@link ethereumNodesRoutes}.
 *
 * @public
 */
export class EthereumNodesClient
  implements EthereumNodesApi, Record<RouteName, unknown>
{
  private readonly discoveryApi: {
    getBaseUrl(pluginId: string): Promise<string>;
  };
  private readonly fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  /** {@inheritdoc EthereumNodesApi.listNodes} */
  async listNodes(
    query: RouteQuery<'listNodes'> = {},
    options?: RequestOptions,
  ) {
    return this.send('listNodes', { params: {}, query, options });
  }

  /** {@inheritdoc EthereumNodesApi.getNode} */
  async getNode(id: string, options?: RequestOptions) {
    return this.send('getNode', { params: { id }, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getHistory} */
  async getHistory(id: string, hours?: number, options?: RequestOptions) {
    const query = { hours };
    return this.send('getHistory', { params: { id }, query, options });
  }

  /** {@inheritdoc EthereumNodesApi.getTimeline} */
  async getTimeline(
    id: string,
    query: RouteQuery<'getTimeline'> = {},
    options?: RequestOptions,
  ) {
    return this.send('getTimeline', { params: { id }, query, options });
  }

  /** {@inheritdoc EthereumNodesApi.getSnapshots} */
  async getSnapshots(id: string, options?: RequestOptions) {
    return this.send('getSnapshots', { params: { id }, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.requestSnapshot} */
  async requestSnapshot(id: string, options?: RequestOptions) {
    return this.send('requestSnapshot', { params: { id }, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getSnapshotRun} */
  async getSnapshotRun(id: string, options?: RequestOptions) {
    return this.send('getSnapshotRun', { params: { id }, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.listDeclared} */
  async listDeclared(entityRef?: string[], options?: RequestOptions) {
    const query = { entityRef };
    return this.send('listDeclared', { params: {}, query, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleet} */
  async getFleet(options?: RequestOptions) {
    return this.send('getFleet', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetDiversity} */
  async getFleetDiversity(options?: RequestOptions) {
    return this.send('getFleetDiversity', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetForks} */
  async getFleetForks(options?: RequestOptions) {
    return this.send('getFleetForks', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetSnapshots} */
  async getFleetSnapshots(options?: RequestOptions) {
    return this.send('getFleetSnapshots', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetDisks} */
  async getFleetDisks(options?: RequestOptions) {
    return this.send('getFleetDisks', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetHeads} */
  async getFleetHeads(options?: RequestOptions) {
    return this.send('getFleetHeads', { params: {}, query: {}, options });
  }

  /** {@inheritdoc EthereumNodesApi.getFleetCost} */
  async getFleetCost(options?: RequestOptions) {
    return this.send('getFleetCost', { params: {}, query: {}, options });
  }

  private async send<Name extends RouteName>(
    name: Name,
    { params, query, options = {} }: Call<Name>,
  ): Promise<RouteAnswer<Name>> {
    const baseUrl = await this.discoveryApi.getBaseUrl('ethereum-nodes');
    const path = fillPath(paths[name], params);
    const response = await this.fetchApi.fetch(
      `${baseUrl}${path}${formatQuery(query)}`,
      {
        method: methodOf(name).method.toUpperCase(),
        signal: options.signal,
        headers: options.token
          ? { Authorization: `Bearer ${options.token}` }
          : {},
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

/**
 * Each parameter becomes one path segment.
 *
 * @throws InputError for a dot segment, which URLs resolve to another path
 */
function fillPath(path: string, params: object): string {
  const values = new Map<string, unknown>(Object.entries(params));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values.get(name));
    if (value === '.' || value === '..') {
      throw new InputError(`${name}: "${value}" is no ID of a node`);
    }
    return encodeURIComponent(value);
  });
}

/** Lists repeat their name: `?state=SYNCED&state=BEHIND`. */
function formatQuery(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>({ ...query })) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      search.append(name, String(item));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
