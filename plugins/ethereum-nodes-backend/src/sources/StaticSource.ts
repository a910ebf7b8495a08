import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  Discovery,
  EthereumNodeSource,
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { probeNode, type ProbeFetch } from '@nodeyard/ethereum';
import type { StaticNodeConfig } from '../config';
import { configurationFacts } from './configurationFacts';
import type { EndpointRule } from '../endpoints/endpointRule';
import { GuardedFetch } from '../endpoints/GuardedFetch';
import { readGuarded } from '../endpoints/readGuarded';
import { ProbeMemories } from './ProbeMemories';

/** Nodes of the configuration, and their allowed endpoints (default: all). */
interface ListedNodes {
  nodes: StaticNodeConfig[];
  allow?: readonly EndpointRule[];
}

/**
 * Nodes listed in app-config. URLs and headers are read from the configuration and not stored. The probe masks them in
 * responses.
 */
export class StaticSource implements EthereumNodeSource {
  readonly name = 'static';
  private nodes: Map<string, StaticNodeConfig>;
  private guard?: GuardedFetch;
  private readonly fetch: ProbeFetch;
  private readonly memories: ProbeMemories;

  constructor(
    options: ListedNodes & { fetch: ProbeFetch; memories?: ProbeMemories },
  ) {
    this.nodes = byId(options.nodes);
    this.guard = createGuard(options);
    this.fetch = options.fetch;
    this.memories = options.memories ?? new ProbeMemories();
  }

  /** Replaces the nodes after a change of the configuration; the next discovery reports them. */
  replace(listed: ListedNodes): void {
    const before = this.guard;
    this.nodes = byId(listed.nodes);
    this.guard = createGuard(listed);
    // Headers may have changed, and with them the client behind a URL.
    this.memories.clear();
    before?.close();
  }

  async discover(): Promise<Discovery> {
    const nodes = [...this.nodes].map(([id, node]) => ({
      id,
      name: node.name,
      network: node.network,
      executionClient: node.executionClient,
      consensusClient: node.consensusClient,
      ownerRef: node.owner,
      entityRef: node.entityRef,
      callersUrl: node.callersUrl,
      facts: configurationFacts(node),
      locator: {},
    }));
    return { complete: true, places: [{ status: 'ok', nodes }] };
  }

  async read(
    found: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading> {
    const node = this.nodes.get(found.id);
    if (!node) {
      return {
        kind: 'failed',
        reason: say('not-configured', {}),
        answered: true,
      };
    }
    const { executionUrl, consensusUrl, headers } = node;
    const memory = this.memories.of(found.id, [executionUrl, consensusUrl]);
    const endpoints = { executionUrl, consensusUrl, headers, memory };
    if (this.guard) return readGuarded(this.guard, endpoints, options);
    const sample = await probeNode({
      ...endpoints,
      fetch: this.fetch,
      ...options,
    });
    return { kind: 'sample', sample };
  }
}

function createGuard({ allow }: ListedNodes): GuardedFetch | undefined {
  return allow && new GuardedFetch(allow);
}

function byId(nodes: StaticNodeConfig[]): Map<string, StaticNodeConfig> {
  return new Map(nodes.map(node => [`static~${node.name}`, node]));
}
