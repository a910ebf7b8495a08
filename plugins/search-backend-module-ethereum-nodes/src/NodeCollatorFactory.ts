import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  SEARCH_TYPE_ETHEREUM_NODE,
  ethereumNodeReadPermission,
  listAllNodes,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { Readable } from 'node:stream';

const MAX_NODES = 100_000;

/** A node in the index. Filters of a search have the names of the fields. */
interface NodeDocument extends IndexableDocument {
  network: string;
  cluster: string;
  owner: string;
  client: string[];
}

/** Collects a document for each node. Its state is not indexed, because it changes faster than the index. */
export class NodeCollatorFactory implements DocumentCollatorFactory {
  readonly type = SEARCH_TYPE_ETHEREUM_NODE;
  readonly visibilityPermission = ethereumNodeReadPermission;
  private readonly auth: AuthService;
  private readonly nodes: Pick<EthereumNodesService, 'listNodes'>;
  private readonly fleetPath: string;

  constructor(options: {
    auth: AuthService;
    nodes: Pick<EthereumNodesService, 'listNodes'>;
    fleetPath: string;
  }) {
    this.auth = options.auth;
    this.nodes = options.nodes;
    this.fleetPath = options.fleetPath;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.collect());
  }

  /** A failure ends the stream with its error, and the search keeps the previous index. */
  private async *collect(): AsyncGenerator<NodeDocument> {
    const nodes = listAllNodes(
      async query =>
        this.nodes.listNodes(query, {
          credentials: await this.auth.getOwnServiceCredentials(),
        }),
      { max: MAX_NODES },
    );
    for await (const node of nodes) yield this.toDocument(node);
  }

  private toDocument(node: EthereumNode): NodeDocument {
    const clients = [node.executionClient, node.consensusClient].filter(
      client => client !== undefined,
    );
    const words = [
      node.network,
      ...clients,
      node.role,
      node.cluster,
      node.namespace,
      node.ownerRef,
      node.entityRef,
    ];
    return {
      title: node.name,
      text: `Ethereum node: ${words
        .filter(word => word !== undefined)
        .join(', ')}`,
      location: `${this.fleetPath}/nodes/${encodeURIComponent(node.id)}`,
      network: node.network,
      cluster: node.cluster ?? '',
      owner: node.ownerRef ?? '',
      client: clients,
      authorization: { resourceRef: node.id },
    };
  }
}
