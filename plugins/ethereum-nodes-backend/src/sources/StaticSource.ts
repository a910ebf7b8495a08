import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  Discovery,
  EthereumNodeSource,
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { probeNode } from '@nodeyard/ethereum';
import type { StaticNodeConfig } from '../config';
import { configurationFacts } from './configurationFacts';
import type { EndpointRule } from '../endpoints/endpointRule';
import { GuardedFetch } from '../endpoints/GuardedFetch';
import { fetchOfDispatcher } from '../endpoints/HttpClient';
import { readGuarded } from '../endpoints/readGuarded';
import { ProbeMemories } from './ProbeMemories';

/** Nodes of the configuration, and their allowed endpoints (default: all but metadata services and link-local addresses). */
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
  private guard: GuardedFetch;
  /** Whether the configuration lists the allowed endpoints. */
  private isRestricted: boolean;
  private readonly memories: ProbeMemories;

  constructor(options: ListedNodes & { memories?: ProbeMemories }) {
    this.nodes = byId(options.nodes);
    this.guard = new GuardedFetch(options.allow);
    this.isRestricted = options.allow !== undefined;
    this.memories = options.memories ?? new ProbeMemories();
  }

  /** Replaces the nodes after a change of the configuration; the next discovery reports them. */
  replace(listed: ListedNodes): void {
    const before = this.guard;
    this.nodes = byId(listed.nodes);
    this.guard = new GuardedFetch(listed.allow);
    this.isRestricted = listed.allow !== undefined;
    // Headers may have changed, and with them the client behind a URL.
    this.memories.clear();
    before.close();
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
    const fetch = this.isRestricted ? undefined : fetchOfDispatcher();
    if (!fetch) return readGuarded(this.guard, endpoints, options);
    const sample = await probeNode({ ...endpoints, fetch, ...options });
    return { kind: 'sample', sample };
  }
}

function byId(nodes: StaticNodeConfig[]): Map<string, StaticNodeConfig> {
  return new Map(nodes.map(node => [`static~${node.name}`, node]));
}
