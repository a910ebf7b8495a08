import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ethereumNodePredicate } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const PageSize = 500;
/** A catalog with more node entities than that is read no further. */
const MostEntities = 10_000;

const fields = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.type',
];

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

  /** A page at a time, without their relations and the rest of their specs. Throws what the catalog's client throws. */
  async list(): Promise<Entity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#catalog.queryEntities(
        cursor === undefined
          ? { query: ethereumNodePredicate, fields, limit: PageSize }
          : { cursor, fields, limit: PageSize },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor !== undefined && entities.length < MostEntities);
    return entities;
  }
}
