import { createHash } from 'node:crypto';
import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  ethereumNodePredicate,
  readNodeAnnotation,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { ProviderOptions } from './config';
import { readFleet } from './readFleet';
import { refusal } from './refusal';
import { ANNOTATION_CLUSTER, LOCATION, toEntities } from './toEntities';

const ANNOTATION_DIGEST = 'ethereum.nodeyard.io/digest';
const PAGE_SIZE = 500;
const REFS_PER_QUERY = 500;
const MAX_REPORTED = 20;

/** Result of a run, in entities. */
export interface RunSummary {
  emitted: number;
  removed: number;
  refused: number;
  /** Absent from the list, and kept for now. */
  kept: number;
}

/**
 * Emits nodes and what they depend on as deltas. What it emitted before is read from the catalog in each run, so that it has no state of
 * its own.
 */
export class EthereumNodesProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** References absent from the previous list. */
  private absent: ReadonlySet<string> = new Set();
  private readonly deps: {
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    catalog: Pick<CatalogService, 'queryEntities' | 'getEntitiesByRefs'>;
    nodes: Pick<EthereumNodesService, 'listNodes' | 'getFleet'>;
    logger: LoggerService;
    options: ProviderOptions;
  };

  constructor(deps: EthereumNodesProvider['deps']) {
    this.deps = deps;
  }

  getProviderName(): string {
    return 'ethereum-nodes';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
  }

  /**
   * Compares the nodes of the backend with the entities of the catalog, and emits the difference.
   * @throws Error if either cannot be read completely; the entities stay as they are
   */
  async run(): Promise<RunSummary> {
    if (!this.connection) throw new Error('The provider is not connected');
    const { auth, logger, nodes: service, options } = this.deps;
    const credentials = await auth.getOwnServiceCredentials();
    const { nodes, clusters } = await readFleet(service, credentials);
    const emitted = await this.readEmitted(credentials);
    const claimed = await this.readClaimed(nodes, credentials);

    const discovered = nodes.filter(node => !claimed.has(node.id));
    const all = toEntities(discovered, nodes, clusters, options);
    const { valid, refused } = await this.validate(all);

    const wanted = new Map(
      valid.map(entity => [stringifyEntityRef(entity), withDigest(entity)]),
    );
    const added = [...wanted].flatMap(([ref, entity]) =>
      digestOf(emitted.get(ref)) === digestOf(entity) ? [] : [entity],
    );

    // An entity of a node that the backend still has is replaced by that of a repository, or is switched off.
    const present = new Set(
      toEntities(nodes, nodes, clusters, {
        ...options,
        kinds: new Set(['nodes', 'apis', 'clusters', 'networks', 'snapshots']),
      }).map(entity => stringifyEntityRef(entity)),
    );
    const unread = new Set(
      clusters.flatMap(({ name, status }) => (status === 'ok' ? [] : [name])),
    );
    const missing = [...emitted].filter(([ref]) => !wanted.has(ref));
    const removed = missing.flatMap(([ref, entity]) => {
      const cluster = entity.metadata.annotations?.[ANNOTATION_CLUSTER];
      const isGone =
        this.absent.has(ref) && !(cluster !== undefined && unread.has(cluster));
      return present.has(ref) || isGone ? [ref] : [];
    });
    this.absent = new Set(missing.map(([ref]) => ref));

    const locationKey = this.getProviderName();
    if (added.length > 0 || removed.length > 0) {
      await this.connection.applyMutation({
        type: 'delta',
        added: added.map(entity => ({ entity, locationKey })),
        removed: removed.map(entityRef => ({ entityRef, locationKey })),
      });
    }
    const summary = {
      emitted: added.length,
      removed: removed.length,
      refused,
      kept: missing.length - removed.length,
    };
    logger.info(
      `Ethereum nodes in the catalog: ${summary.emitted} entities emitted, ${summary.removed} removed, ${summary.refused} refused, ${summary.kept} absent and kept`,
    );
    return summary;
  }

  private async validate(entities: readonly Entity[]) {
    const valid: Entity[] = [];
    let refused = 0;
    for (const entity of entities) {
      const reason = await refusal(entity);
      if (reason === undefined) {
        valid.push(entity);
      } else {
        refused += 1;
        if (refused <= MAX_REPORTED) {
          this.deps.logger.warn(
            `The catalog would refuse ${stringifyEntityRef(entity)}: ${reason}`,
          );
        }
      }
    }
    return { valid, refused };
  }

  /** Entities of this provider by reference. */
  private async readEmitted(credentials: BackstageCredentials) {
    const entities = await this.query(
      { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: LOCATION },
      credentials,
    );
    return new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** IDs of nodes that have an entity of another origin, by its annotation or by their reference. */
  private async readClaimed(
    nodes: readonly EthereumNode[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const pinning = await this.query(ethereumNodePredicate, credentials);
    const claimed = new Set<string>();
    for (const entity of pinning.filter(isForeign)) {
      const annotation = readNodeAnnotation(entity);
      if (annotation?.kind === 'ids') {
        annotation.ids.forEach(id => claimed.add(id));
      }
    }
    const referring = nodes.flatMap(({ id, entityRef }) =>
      entityRef === undefined || !isRef(entityRef) ? [] : [{ id, entityRef }],
    );
    for (let start = 0; start < referring.length; start += REFS_PER_QUERY) {
      const some = referring.slice(start, start + REFS_PER_QUERY);
      const { items } = await this.deps.catalog.getEntitiesByRefs(
        {
          entityRefs: some.map(({ entityRef }) => entityRef),
          fields: ['kind', 'metadata.annotations'],
        },
        { credentials },
      );
      some.forEach(({ id }, index) => {
        const entity = items[index];
        if (entity && isForeign(entity)) claimed.add(id);
      });
    }
    return claimed;
  }

  private async query(
    query:
      | typeof ethereumNodePredicate
      | Record<`metadata.annotations.${string}`, string>,
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const fields = [
      'kind',
      'metadata.name',
      'metadata.namespace',
      'metadata.annotations',
    ];
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.deps.catalog.queryEntities(
        cursor === undefined
          ? { query, fields, limit: PAGE_SIZE }
          : { cursor, fields, limit: PAGE_SIZE },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined);
    return entities;
  }
}

function isForeign({ metadata }: Entity): boolean {
  return metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] !== LOCATION;
}

function isRef(value: string): boolean {
  try {
    return parseEntityRef(value).name !== '';
  } catch {
    return false;
  }
}

function digestOf(entity: Entity | undefined): string | undefined {
  return entity?.metadata.annotations?.[ANNOTATION_DIGEST];
}

function withDigest(entity: Entity): Entity {
  const digest = createHash('sha256')
    .update(JSON.stringify(entity))
    .digest('hex');
  const annotations = {
    ...entity.metadata.annotations,
    [ANNOTATION_DIGEST]: digest,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
