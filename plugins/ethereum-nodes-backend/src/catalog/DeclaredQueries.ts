import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  DeclaredEntities,
  DeclaredEntity,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EveryField } from '../everyField';
import { parseCodedMessage } from '../store/codedMessages';
import type { DeclaredRow, DeclaredStore } from '../store/DeclaredStore';

/** Limit of the list, which is not paged. */
const MAX_SHOWN = 200;

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'relations',
];

/** Declared entities without a node, filtered by the caller's permissions in the catalog. */
export class DeclaredQueries {
  private readonly declared: DeclaredStore;
  private readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;

  constructor(
    declared: DeclaredStore,
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  ) {
    this.declared = declared;
    this.catalog = catalog;
  }

  async list(
    credentials: BackstageCredentials,
    entityRefs?: string[],
  ): Promise<DeclaredEntities> {
    const rows = await this.declared.list(
      MAX_SHOWN + 1,
      entityRefs?.map(ref => ref.toLocaleLowerCase('en-US')),
    );
    const shown = rows.slice(0, MAX_SHOWN);
    if (shown.length === 0) return { items: [], more: false };
    const { items } = await this.catalog.getEntitiesByRefs(
      { entityRefs: shown.map(row => row.entity_ref), fields },
      { credentials },
    );
    return {
      items: shown.flatMap((row, index) => {
        const entity = items[index];
        return entity ? [toDeclaredEntity(row, entity)] : [];
      }),
      more: rows.length > MAX_SHOWN,
    };
  }
}

function toDeclaredEntity(
  row: DeclaredRow,
  entity: Entity,
): EveryField<DeclaredEntity> {
  return {
    entityRef: row.entity_ref,
    title: entity.metadata.title ?? entity.metadata.name,
    ownerRef: entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
      ?.targetRef,
    problem: row.problem ?? undefined,
    problemCoded: parseCodedMessage(row.problem_coded),
  };
}
