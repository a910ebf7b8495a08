import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  declaredNodePredicate,
  ethereumNodePredicate,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const PAGE_SIZE = 500;
/** Limit of entities that are read. */
const MAX_ENTITIES = 10_000;

const fields = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.type',
];

type Query = typeof ethereumNodePredicate | typeof declaredNodePredicate;

/** Entities of the catalog that are Ethereum nodes. */
export class NodeEntities {
  private readonly catalog: Pick<CatalogService, 'queryEntities'>;
  private readonly auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  }) {
    this.catalog = options.catalog;
    this.auth = options.auth;
  }

  /**
   * All entities, without relations and most of their specs.
   * @throws errors of the catalog client
   */
  async list(): Promise<Entity[]> {
    return (await this.read(ethereumNodePredicate, fields)).entities;
  }

  /**
   * Entities that declare a node by its URL, with relations.
   * @throws Error if there are more than the limit, because a partial list would remove nodes
   */
  async listDeclaring(): Promise<Entity[]> {
    const { entities, complete } = await this.read(declaredNodePredicate, [
      ...fields,
      'relations',
    ]);
    if (!complete) {
      throw new Error(
        `more than ${MAX_ENTITIES} entities declare a node by annotation`,
      );
    }
    return entities;
  }

  /** Reads page by page. */
  private async read(
    query: Query,
    fieldNames: string[],
  ): Promise<{ entities: Entity[]; complete: boolean }> {
    const credentials = await this.auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_ENTITIES / PAGE_SIZE; pages += 1) {
      const page = await this.catalog.queryEntities(
        cursor === undefined
          ? { query, fields: fieldNames, limit: PAGE_SIZE }
          : { cursor, fields: fieldNames, limit: PAGE_SIZE },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
      if (cursor === undefined) return { entities, complete: true };
    }
    return { entities, complete: false };
  }
}
