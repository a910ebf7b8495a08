import type { InventoryNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { EveryField } from '../everyField';
import type { NodeRow } from './rows';

/** Columns of the fields of a node that discovery finds. */
export const INVENTORY_COLUMNS = [
  'id',
  'source',
  'name',
  'cluster',
  'namespace',
  'network',
  'role',
  'execution_client',
  'consensus_client',
  'owner_ref',
  'entity_ref',
  'callers_url',
  'series_name',
] as const satisfies ReadonlyArray<keyof NodeRow>;

export type InventoryRow = Pick<NodeRow, (typeof INVENTORY_COLUMNS)[number]>;

/** Fields of a node that discovery finds. */
export function toInventoryNode(row: InventoryRow): EveryField<InventoryNode> {
  return {
    id: row.id,
    source: row.source,
    name: row.name,
    cluster: row.cluster ?? undefined,
    namespace: row.namespace ?? undefined,
    network: row.network,
    role: row.role ?? undefined,
    executionClient: row.execution_client ?? undefined,
    consensusClient: row.consensus_client ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    entityRef: row.entity_ref ?? undefined,
    callersUrl: row.callers_url ?? undefined,
    seriesName: row.series_name ?? undefined,
  };
}
