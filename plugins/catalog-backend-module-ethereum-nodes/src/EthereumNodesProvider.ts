import { createHash } from 'node:crypto';
import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
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
import { isEntityRef } from './isEntityRef';
import { readFleet } from './readFleet';
import { refusal } from './refusal';
import { ANNOTATION_CLUSTER, LOCATION, toEntities } from './toEntities';

const ANNOTATION_DIGEST = 'ethereum.nodeyard.io/digest';
const ANNOTATION_ORPHAN = 'backstage.io/orphan';
const PAGE_SIZE = 500;
const REFS_PER_QUERY = 500;
const MAX_REPORTED = 20;

/** Result of a run, in entities. */
export interface RunSummary {
  emitted: number;
  removed: number;
  /** Invalid in the catalog. Those that were emitted before stay as they were. */
  refused: number;
  /** Not emitted, because an entity of another origin has the reference. */
  taken: number;
  /** Absent from the list, and kept for now. */
  kept: number;
}

/**
 * Emits nodes and their dependencies as deltas. Each run reads the entities of earlier runs from the catalog; in memory are only the
 * references that the previous list lacked, and those that others have taken.
 */
export class EthereumNodesProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** References absent from the previous list. */
  private absent: ReadonlySet<string> = new Set();
  /** Origins of the entities with a reference of this provider in the previous run, by reference. */
  private taken: ReadonlyMap<string, string> = new Map();
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
    const { valid, refused } = await this.validate(all, emitted);
    const taken = await this.readTaken(
      [...valid.keys()].filter(ref => !emitted.has(ref)),
      credentials,
    );
    this.reportTaken(taken);

    const added = [...valid].flatMap(([ref, entity]) => {
      const isCurrent = digestOf(emitted.get(ref)) === digestOf(entity);
      return taken.has(ref) || isCurrent ? [] : [entity];
    });

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
    const missing = [...emitted].filter(
      ([ref]) => !valid.has(ref) && !refused.has(ref),
    );
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
      refused: refused.size,
      taken: taken.size,
      kept: missing.length - removed.length,
    };
    logger.info(
      `Ethereum nodes in the catalog: ${summary.emitted} entities emitted, ${summary.removed} removed, ${summary.refused} refused, ${summary.taken} with the reference of another entity, ${summary.kept} absent and kept`,
    );
    return summary;
  }

  /** The valid entities with their digests, and the references of the others. */
  private async validate(
    entities: readonly Entity[],
    emitted: ReadonlyMap<string, Entity>,
  ) {
    const valid = new Map<string, Entity>();
    const refused = new Set<string>();
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      const reason = await refusal(entity);
      if (reason === undefined) {
        valid.set(ref, withDigest(entity));
      } else {
        refused.add(ref);
        if (refused.size <= MAX_REPORTED) {
          this.deps.logger.warn(
            `The catalog would refuse ${ref}${
              emitted.has(ref) ? ', which stays as it was' : ''
            }: ${reason}`,
          );
        }
      }
    }
    return { valid, refused };
  }

  /** Origins of entities of other origins with one of the references, by reference. */
  private async readTaken(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const taken = new Map<string, string>();
    const found = await this.readByRefs(refs, credentials);
    refs.forEach((ref, index) => {
      const entity = found[index];
      if (!entity || !isForeign(entity)) return;
      const { annotations } = entity.metadata;
      taken.set(ref, annotations?.[ANNOTATION_ORIGIN_LOCATION] ?? 'unknown');
    });
    return taken;
  }

  /** Logs each reference once, until it is free again. */
  private reportTaken(taken: ReadonlyMap<string, string>): void {
    const unreported = [...taken].filter(
      ([ref, origin]) => this.taken.get(ref) !== origin,
    );
    for (const [ref, origin] of unreported.slice(0, MAX_REPORTED)) {
      this.deps.logger.warn(
        `${ref} from ${LOCATION} is not emitted, because the catalog has an entity with this reference from ${origin}; rename that entity, or set catalog.providers.ethereumNodes.namespace`,
      );
    }
    this.taken = taken;
  }

  /**
   * Entities of this provider by reference. Orphans are absent: the catalog no longer knows their provider, for example after a time
   * without the configuration, and they have to be emitted again.
   */
  private async readEmitted(credentials: BackstageCredentials) {
    const entities = await this.query(
      { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: LOCATION },
      credentials,
    );
    return new Map(
      entities
        .filter(
          ({ metadata }) =>
            metadata.annotations?.[ANNOTATION_ORPHAN] !== 'true',
        )
        .map(entity => [stringifyEntityRef(entity), entity]),
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
      entityRef === undefined || !isEntityRef(entityRef)
        ? []
        : [{ id, entityRef }],
    );
    const referred = await this.readByRefs(
      referring.map(({ entityRef }) => entityRef),
      credentials,
    );
    referring.forEach(({ id }, index) => {
      const entity = referred[index];
      if (entity && isForeign(entity)) claimed.add(id);
    });
    return claimed;
  }

  /** Entities in the order of the references, undefined where there is none. */
  private async readByRefs(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<(Entity | undefined)[]> {
    const entities: (Entity | undefined)[] = [];
    for (let start = 0; start < refs.length; start += REFS_PER_QUERY) {
      const { items } = await this.deps.catalog.getEntitiesByRefs(
        {
          entityRefs: refs.slice(start, start + REFS_PER_QUERY),
          fields: ['kind', 'metadata.name', 'metadata.annotations'],
        },
        { credentials },
      );
      entities.push(...items);
    }
    return entities;
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
