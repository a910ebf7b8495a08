import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { EthereumNodeFilter } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Knex } from 'knex';

/** Nodes that a caller may read: all, or those that match the conditions of a policy. */
export type Visibility = 'all' | PermissionCriteria<EthereumNodeFilter>;

const columns = {
  ownerRef: 'owner_ref',
  network: 'network',
  cluster: 'cluster',
  namespace: 'namespace',
} as const;

/** Adds a policy's conditions to a query over nodes. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
): void {
  if (visibility !== 'all') {
    query.where(builder => addCriteria(builder, visibility));
  }
}

function addCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<EthereumNodeFilter>,
): void {
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.where(builder => addCriteria(builder, part));
    }
  } else if ('anyOf' in criteria) {
    // An empty `anyOf` matches nothing; knex would omit an empty group, which matches everything.
    query.whereRaw('1 = 0');
    for (const part of criteria.anyOf) {
      query.orWhere(builder => addCriteria(builder, part));
    }
  } else if ('not' in criteria) {
    query.whereNot(builder => addCriteria(builder, criteria.not));
  } else {
    const column = columns[criteria.field];
    // Without `is not null` the comparison of a missing value is NULL, also under `not`.
    query.whereIn(column, criteria.values).whereNotNull(column);
  }
}
