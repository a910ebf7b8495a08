import { ResponseError } from '@backstage/errors';
import type { EthereumNodesApi, RequestOptions } from './api';
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
 * Calls the REST API of the ethereum-nodes backend.
 *
 * The frontend hands in its `discoveryApi` and `fetchApi`, a backend its discovery service and global `fetch`. Answers
 * are taken as they come: the backend's own tests hold them against {@link ethereumNodesOpenApi}.
 *
 * @public
 */
export class EthereumNodesClient implements EthereumNodesApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /** {@inheritdoc EthereumNodesApi.listNodes} */
  async listNodes(
    query: NodeQuery = {},
    options?: RequestOptions,
  ): Promise<NodePage> {
    return this.#read(`/nodes${searchOf(query)}`, options);
  }

  /** {@inheritdoc EthereumNodesApi.getNode} */
  async getNode(
    id: string,
    options?: RequestOptions,
  ): Promise<EthereumNodeDetail> {
    return this.#read(`/nodes/${encodeURIComponent(id)}`, options);
  }

  /** {@inheritdoc EthereumNodesApi.getHistory} */
  async getHistory(
    id: string,
    hours?: number,
    options?: RequestOptions,
  ): Promise<NodeHistory> {
    return this.#read(
      `/nodes/${encodeURIComponent(id)}/history${searchOf({ hours })}`,
      options,
    );
  }

  /** {@inheritdoc EthereumNodesApi.getTimeline} */
  async getTimeline(
    id: string,
    query: TimelineQuery = {},
    options?: RequestOptions,
  ): Promise<NodeTimeline> {
    return this.#read(
      `/nodes/${encodeURIComponent(id)}/timeline${searchOf(query)}`,
      options,
    );
  }

  /** {@inheritdoc EthereumNodesApi.getSnapshots} */
  async getSnapshots(
    id: string,
    options?: RequestOptions,
  ): Promise<NodeSnapshots> {
    return this.#read(`/nodes/${encodeURIComponent(id)}/snapshots`, options);
  }

  /** {@inheritdoc EthereumNodesApi.listDeclared} */
  async listDeclared(
    entityRefs?: string[],
    options?: RequestOptions,
  ): Promise<DeclaredEntities> {
    return this.#read(
      `/declared${searchOf({ entityRef: entityRefs })}`,
      options,
    );
  }

  /** {@inheritdoc EthereumNodesApi.getFleet} */
  async getFleet(options?: RequestOptions): Promise<FleetSummary> {
    return this.#read('/fleet', options);
  }

  async #read<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('ethereum-nodes');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      signal: options.signal,
      headers: options.token
        ? { Authorization: `Bearer ${options.token}` }
        : {},
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

/** Lists repeat their name: `?state=SYNCED&state=BEHIND`. */
function searchOf(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>({ ...query })) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      search.append(name, String(item));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
