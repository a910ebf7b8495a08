import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  declaredNodePredicate,
  ethereumNodePredicate,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const PAGE_SIZE = 500;
/** A catalog with more node entities than that is read no further. */
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

/** Entities that are Ethereum nodes, as the catalog has them. */
export class NodeEntities {
  readonly #catalog: Pick<CatalogService, 'queryEntities'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** All of them, without their relations and the rest of their specs. Throws what the catalog's client throws. */
  async list(): Promise<Entity[]> {
    return (await this.#read(ethereumNodePredicate, fields)).entities;
  }

  /**
   * Those that declare a node by its URL, with their relations.
   * @throws Error when there are more than are read: a part of them says nothing of the others
   */
  async listDeclaring(): Promise<Entity[]> {
    const { entities, complete } = await this.#read(declaredNodePredicate, [
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

  /** A page at a time. */
  async #read(
    query: Query,
    ofEntities: string[],
  ): Promise<{ entities: Entity[]; complete: boolean }> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_ENTITIES / PAGE_SIZE; pages += 1) {
      const page = await this.#catalog.queryEntities(
        cursor === undefined
          ? { query, fields: ofEntities, limit: PAGE_SIZE }
          : { cursor, fields: ofEntities, limit: PAGE_SIZE },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
      if (cursor === undefined) return { entities, complete: true };
    }
    return { entities, complete: false };
  }
}
