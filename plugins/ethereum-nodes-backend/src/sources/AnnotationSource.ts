import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  Discovery,
  EthereumNodeSource,
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ProbeMemory } from '@nodeyard/ethereum';
import { z } from 'zod';
import { readDeclaredNode, declaredNodeId } from '../catalog/readDeclaredNode';
import type { NodeEntities } from '../catalog/NodeEntities';
import type { EndpointRule } from '../endpoints/endpointRule';
import type { Resolve } from '../endpoints/checkedLookup';
import { GuardedFetch } from '../endpoints/GuardedFetch';
import { readGuarded } from '../endpoints/readGuarded';
import { ProbeMemories } from './ProbeMemories';
import { UNKNOWN_NETWORK, type NetworkLookup } from '../networkLookup';
import { renderEnglish } from '../renderEnglish';

/** The catalog client has no timeout. */
const CATALOG_TIMEOUT_MS = 30_000;

/** Locator of a declared node: its annotations, which are not secret. */
export const declaredLocatorSchema = z.object({
  executionUrl: z.string().max(2000),
  consensusUrl: z.string().max(2000).optional(),
});

/** Nodes that catalog entities declare by the URLs of their clients, restricted to allowed endpoints. */
export class AnnotationSource implements EthereumNodeSource {
  readonly name = 'annotation';
  private readonly entities: Pick<NodeEntities, 'listDeclaring'>;
  private readonly findNetwork: NetworkLookup;
  private readonly logger: LoggerService;
  private readonly resolve?: Resolve;
  private allowed: readonly EndpointRule[];
  private guard: GuardedFetch;
  private readonly memories: ProbeMemories;
  /** Logged problems by entity. */
  private logged = new Map<string, string>();

  constructor(options: {
    entities: Pick<NodeEntities, 'listDeclaring'>;
    allow: readonly EndpointRule[];
    findNetwork: NetworkLookup;
    logger: LoggerService;
    /** Default: DNS. */
    resolve?: Resolve;
    memories?: ProbeMemories;
  }) {
    this.entities = options.entities;
    this.findNetwork = options.findNetwork;
    this.logger = options.logger;
    this.resolve = options.resolve;
    this.allowed = options.allow;
    this.memories = options.memories ?? new ProbeMemories();
    this.guard = new GuardedFetch(this.allowed, this.resolve);
  }

  /** Allowed endpoints. */
  get allow(): readonly EndpointRule[] {
    return this.allowed;
  }

  set allow(allow: readonly EndpointRule[]) {
    const before = this.guard;
    this.allowed = allow;
    this.guard = new GuardedFetch(allow, this.resolve);
    before.close();
  }

  /** If the catalog fails or returns a part only, nodes are neither added nor removed. */
  async discover({ signal }: { signal: AbortSignal }): Promise<Discovery> {
    if (this.allowed.length === 0) return toDiscovery([]);
    let entities: Entity[];
    try {
      entities = await withTimeout(this.entities.listDeclaring(), signal);
    } catch (error) {
      this.logger.warn(
        `Failed to read the catalog, so nodes declared by annotation stay unchanged: ${String(
          error,
        ).slice(0, 300)}`,
      );
      return { complete: false, places: [] };
    }
    const problems = new Map<string, string>();
    const nodes: FoundNode[] = [];
    for (const entity of entities) {
      const declared = this.declared(entity);
      if (declared && 'problem' in declared) {
        problems.set(
          stringifyEntityRef(entity),
          renderEnglish(declared.problem),
        );
      } else if (declared) {
        nodes.push(toFoundNode(declared.node));
      }
    }
    this.logNew(problems);
    return toDiscovery(nodes);
  }

  /** {@link readDeclaredNode} with the current rules. */
  declared(entity: Entity): ReturnType<typeof readDeclaredNode> {
    return readDeclaredNode(entity, {
      allow: this.allowed,
      findNetwork: this.findNetwork,
    });
  }

  async read(
    node: FoundNode,
    options: { signal: AbortSignal; timeoutMs: number },
  ): Promise<NodeReading> {
    const locator = declaredLocatorSchema.safeParse(node.locator);
    return locator.success
      ? readGuarded(
          this.guard,
          { ...locator.data, memory: this.memoryOf(node.id, locator.data) },
          options,
        )
      : {
          kind: 'failed',
          reason: say('awaits-discovery', {}),
          answered: true,
        };
  }

  private memoryOf(
    id: string,
    urls: { executionUrl: string; consensusUrl?: string },
  ): ProbeMemory {
    return this.memories.of(id, [urls.executionUrl, urls.consensusUrl]);
  }

  /** Logs each problem once, and again when it changes. */
  private logNew(problems: Map<string, string>): void {
    for (const [entityRef, problem] of problems) {
      if (this.logged.get(entityRef) !== problem) {
        this.logger.warn(
          `Entity ${entityRef} declares a node that is refused: ${problem}`,
        );
      }
    }
    this.logged = problems;
  }
}

function toDiscovery(nodes: FoundNode[]): Discovery {
  return { complete: true, places: [{ status: 'ok', nodes }] };
}

function toFoundNode({
  entityRef,
  name,
  ownerRef,
  network = UNKNOWN_NETWORK,
  executionUrl,
  consensusUrl,
}: Extract<
  ReturnType<typeof readDeclaredNode>,
  { node: unknown }
>['node']): FoundNode {
  return {
    id: declaredNodeId(entityRef),
    name,
    network,
    ownerRef,
    entityRef,
    locator: { executionUrl, ...(consensusUrl && { consensusUrl }) },
  };
}

async function withTimeout<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const over = AbortSignal.any([
    signal,
    AbortSignal.timeout(CATALOG_TIMEOUT_MS),
  ]);
  over.throwIfAborted();
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      over.addEventListener('abort', () => reject(over.reason), { once: true });
    }),
  ]);
}
