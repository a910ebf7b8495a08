import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  EthereumNodesApi,
  NodeQuery,
  TimelineQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNodesService,
  EthereumNodesServiceOptions,
} from './EthereumNodesService';

/** @internal */
export class HttpEthereumNodesService implements EthereumNodesService {
  private readonly auth: AuthService;
  private readonly api: EthereumNodesApi;

  constructor(auth: AuthService, api: EthereumNodesApi) {
    this.auth = auth;
    this.api = api;
  }

  async listNodes(query: NodeQuery, options: EthereumNodesServiceOptions) {
    return this.api.listNodes(query, await this.request(options));
  }

  async getNode(id: string, options: EthereumNodesServiceOptions) {
    return this.api.getNode(id, await this.request(options));
  }

  async getHistory(
    id: string,
    hours: number,
    options: EthereumNodesServiceOptions,
  ) {
    return this.api.getHistory(id, hours, await this.request(options));
  }

  async getTimeline(
    id: string,
    query: TimelineQuery,
    options: EthereumNodesServiceOptions,
  ) {
    return this.api.getTimeline(id, query, await this.request(options));
  }

  async getSnapshots(id: string, options: EthereumNodesServiceOptions) {
    return this.api.getSnapshots(id, await this.request(options));
  }

  async getFleet(options: EthereumNodesServiceOptions) {
    return this.api.getFleet(await this.request(options));
  }

  private async request({ credentials, signal }: EthereumNodesServiceOptions) {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'ethereum-nodes',
    });
    return { token, signal };
  }
}
