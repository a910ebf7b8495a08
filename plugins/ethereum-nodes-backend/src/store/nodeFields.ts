import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { PolledNode } from './KnownNode';
import type { DriverRow, StoredStateRow } from './rows';
import { toIsoTime, toNumber, toStorableText } from './rows';

/** Versions are untrusted and appear in lists. */
const MAX_VERSION_LENGTH = 200;
const MAX_FORK_NAME_LENGTH = 100;

type ColumnValue = string | number | boolean | null;

function nodeField<
  const Column extends string,
  Value extends ColumnValue,
  Answer,
>(
  column: Column,
  toColumn: (polled: PolledNode) => Value,
  toAnswer: (
    value: DriverRow<{ value: Value }>['value'] | null,
    row: { stale: boolean | number },
  ) => Answer,
) {
  return { column, toColumn, toAnswer };
}

/** Fields of a node in a list: the column of `node_states`, its value after a poll, and the field of the answer. */
const nodeFields = {
  readyReplicas: nodeField(
    'ready_replicas',
    ({ pods }) => pods?.ready ?? null,
    // The number expires with the verdict.
    (value, { stale }) => (stale ? undefined : toNumber(value)),
  ),
  replicas: nodeField(
    'replicas',
    ({ pods }) => pods?.desired ?? null,
    value => toNumber(value),
  ),
  executionVersion: nodeField(
    'execution_version',
    polled => toVersionColumn(executionOf(polled)?.clientVersion),
    value => value ?? undefined,
  ),
  consensusVersion: nodeField(
    'consensus_version',
    polled => toVersionColumn(consensusOf(polled)?.clientVersion),
    value => value ?? undefined,
  ),
  headNumber: nodeField(
    'head_number',
    polled => executionOf(polled)?.head.number ?? null,
    value => toNumber(value),
  ),
  headTime: nodeField(
    'head_time',
    polled => {
      const head = executionOf(polled)?.head;
      return head ? head.timestamp * 1000 : null;
    },
    value => toIsoTime(value),
  ),
  syncRate: nodeField(
    'sync_rate',
    ({ verdict }) => verdict.evidence.syncRate ?? null,
    value => toNumber(value),
  ),
  executionPeers: nodeField(
    'execution_peers',
    polled => executionOf(polled)?.peers ?? null,
    value => toNumber(value),
  ),
  consensusPeers: nodeField(
    'consensus_peers',
    polled => consensusOf(polled)?.peers ?? null,
    value => toNumber(value),
  ),
  forkReady: nodeField(
    'fork_not_ready',
    ({ verdict }): boolean => !verdict.forkReady,
    value => !value,
  ),
  nextFork: nodeField(
    'next_fork',
    polled => {
      const name = nextForkOf(polled)?.fork;
      return name === undefined
        ? null
        : toStorableText(name).slice(0, MAX_FORK_NAME_LENGTH);
    },
    value => value ?? undefined,
  ),
  nextForkTime: nodeField(
    'next_fork_time',
    polled => {
      const seconds = nextForkOf(polled)?.time;
      return seconds === undefined ? null : seconds * 1000;
    },
    value => toIsoTime(value),
  ),
  diskUsedBytes: nodeField(
    'disk_used_bytes',
    ({ sample }) => sample?.disk?.usedBytes ?? null,
    value => toNumber(value),
  ),
  diskTotalBytes: nodeField(
    'disk_total_bytes',
    ({ sample }) => sample?.disk?.totalBytes ?? null,
    value => toNumber(value),
  ),
  finalizing: nodeField(
    'finalizing',
    ({ verdict }) => verdict.finality?.finalizing ?? null,
    // Expires with the verdict.
    (value, { stale }) =>
      stale || value === null ? undefined : Boolean(value),
  ),
  lastSeen: nodeField(
    'last_seen',
    ({ lastSeen }) => lastSeen ?? null,
    value => toIsoTime(value),
  ),
} satisfies {
  [Field in keyof EthereumNode]?: {
    toAnswer(...args: never): EthereumNode[Field];
  };
};

type NodeFields = typeof nodeFields;

type FieldColumns = {
  [Field in keyof NodeFields as NodeFields[Field]['column']]: ReturnType<
    NodeFields[Field]['toColumn']
  >;
};

type FieldAnswers = {
  [Field in keyof NodeFields]: ReturnType<NodeFields[Field]['toAnswer']>;
};

export type NodeStateRow = StoredStateRow & FieldColumns;

export const fieldColumns = Object.values(nodeFields).map(
  ({ column }) => column,
);

/** Values of the columns of a poll. */
export function writeFields(polled: PolledNode): FieldColumns {
  return Object.fromEntries(
    Object.values(nodeFields).map(({ column, toColumn }) => [
      column,
      toColumn(polled),
    ]),
    // The keys of an object from entries are not inferred.
  ) as FieldColumns;
}

/** Fields of the answer from a row, whose columns are null before the first poll. */
export function readFields(
  row: { [Column in keyof FieldColumns]: unknown } & {
    stale: boolean | number;
  },
): FieldAnswers {
  return Object.fromEntries(
    Object.entries(nodeFields).map(([field, { column, toAnswer }]) => [
      field,
      toAnswer(row[column] as never, row),
    ]),
  ) as FieldAnswers;
}

/** The earliest scheduled fork that a client of the node has answered for. */
function nextForkOf({ verdict }: PolledNode) {
  return verdict.forks
    .filter(
      ({ fork, time, verdict: readiness }) =>
        fork !== undefined &&
        time !== undefined &&
        readiness !== 'UNKNOWN' &&
        readiness !== 'NONE_SCHEDULED',
    )
    .sort((one, other) => (one.time ?? 0) - (other.time ?? 0))
    .at(0);
}

function executionOf({ sample }: PolledNode) {
  return sample?.execution.kind === 'ok' ? sample.execution.value : undefined;
}

function consensusOf({ sample }: PolledNode) {
  return sample?.consensus.kind === 'ok' ? sample.consensus.value : undefined;
}

function toVersionColumn(version: string | undefined): string | null {
  return version === undefined
    ? null
    : toStorableText(version).slice(0, MAX_VERSION_LENGTH);
}
