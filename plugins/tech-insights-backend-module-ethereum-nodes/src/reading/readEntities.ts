import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ethereumNodePredicate } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const PAGE_SIZE = 500;
const MAX_ENTITIES = 10_000;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/**
 * Reads every entity that is an Ethereum node by its type or annotation.
 * @throws Error if there are more than 10,000
 */
export async function readEntities(
  catalog: Pick<CatalogService, 'queryEntities'>,
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const entities: Entity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor === undefined
        ? { query: ethereumNodePredicate, fields, limit: PAGE_SIZE }
        : { cursor, fields, limit: PAGE_SIZE },
      { credentials },
    );
    entities.push(...page.items);
    cursor = page.pageInfo.nextCursor;
    if (cursor !== undefined && entities.length >= MAX_ENTITIES) {
      throw new Error(
        `The catalog has more than ${MAX_ENTITIES} entities that are Ethereum nodes, which is the limit of this module. Remove the annotation from other entities.`,
      );
    }
  } while (cursor !== undefined);
  return entities;
}
