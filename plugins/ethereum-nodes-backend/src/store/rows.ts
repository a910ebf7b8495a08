import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';

/**
 * Rows as they are written. Drivers return numbers and booleans differently: PostgreSQL returns bigint and count as strings, SQLite
 * booleans as numbers. {@link DriverRow} is the type of a row that is read; `toNumber` and Boolean() convert its values.
 */
export interface NodeRow {
  id: string;
  source: string;
  name: string;
  cluster: string | null;
  namespace: string | null;
  network: string;
  role: string | null;
  execution_client: string | null;
  consensus_client: string | null;
  owner_ref: string | null;
  entity_ref: string | null;
  callers_url: string | null;
  series_name: string | null;
  locator: string;
  facts: string | null;
  /** JSON of `NodeResources`. */
  resources: string | null;
  found_at: number;
  shard: number | null;
}

/** Columns of `node_states` beside those of the fields in `nodeFields.ts`. */
export interface StoredStateRow {
  node_id: string;
  state: NodeState;
  ready: boolean;
  since: number;
  summary: string;
  summary_coded: string | null;
  execution_client: string | null;
  consensus_client: string | null;
  reported_network: string | null;
  snapshot_stale_after_seconds: number | null;
  poll_error: string | null;
  poll_error_coded: string | null;
  failures: number;
  next_poll_at: number;
  expires_at: number;
}

export interface NodeReportRow {
  node_id: string;
  verdict: string;
  sample: string | null;
  recent_samples: string;
  facts: string | null;
}

export interface TransitionRow {
  node_id: string;
  state: NodeState;
  at: number;
  since: number | null;
  summary: string;
  summary_coded: string | null;
}

export interface ChangeRow {
  node_id: string;
  at: number;
  kind: NodeChangeKind;
  subject: string;
  old_value: string | null;
  new_value: string | null;
  cause: string | null;
}

export interface OwnerNotificationRow {
  node_id: string;
  owner_ref: string;
  scope: string;
  state: NodeState;
  sent_at: number;
}

export interface PointRow {
  node_id: string;
  resolution: number;
  at: number;
  state: NodeState;
  head_number: number | null;
  head_age_seconds: number | null;
  execution_peers: number | null;
  disk_used_bytes: number | null;
}

export interface ClusterRow {
  source: string;
  name: string;
  status: 'ok' | 'unreachable' | 'unauthorized' | 'error';
  error: string | null;
  error_coded: string | null;
  last_success: number | null;
  poll_error: string | null;
  poll_error_coded: string | null;
}

export interface SnapshotListRow {
  store: string;
  network: string;
  client: string;
  last_success: number | null;
  error: string | null;
  problems: string;
}

export interface SnapshotRow {
  store: string;
  network: string;
  client: string;
  id: string;
  facts: string;
}

/** A row as the database driver returns it. */
export type DriverRow<Row> = {
  [K in keyof Row]: Row[K] extends boolean
    ? boolean | number
    : Row[K] extends number
    ? number | string
    : Row[K] extends number | null
    ? number | string | null
    : Row[K];
};

/** A row of a left join, whose columns may be null. */
export type Nullable<Row> = { [K in keyof Row]: Row[K] | null };

export function toNumber(
  value: number | string | null | undefined,
): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

export function toIsoTime(
  value: number | string | null | undefined,
): string | undefined {
  const ms = toNumber(value);
  if (ms === undefined) return undefined;
  const time = new Date(ms);
  // An out-of-range time must not fail a whole list.
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Untrusted text for a column: without NUL, which PostgreSQL refuses, and truncated. */
export function toStorableText(text: string): string {
  return text.replaceAll('\0', '').slice(0, 1000);
}

/** Rows per insert statement. SQLite allows 32,766 variables in a statement. */
export const ROWS_PER_STATEMENT = 500;

export function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
