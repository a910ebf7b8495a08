import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import type { EveryField } from '../everyField';
import { renderEnglish } from '../renderEnglish';
import { latestPlausibleTime } from './validity';
import { parseCodedMessage, readStoredMessage } from './codedMessages';
import { toInventoryNode } from './inventoryNode';
import { staleSummary } from './staleSummary';
import { fieldColumns, readFields, type NodeStateRow } from './nodeFields';
import type { NodeRow, DriverRow } from './rows';
import { toIsoTime, toStorableText } from './rows';

/** A node of a list: the row of the inventory with its current state. */
export type CurrentRow = DriverRow<
  Omit<NodeRow, 'locator' | 'facts' | 'resources' | 'shard'> &
    Pick<NodeStateRow, 'state' | 'ready' | 'since'> & {
      [K in keyof Omit<
        NodeStateRow,
        'node_id' | 'state' | 'ready' | 'since' | 'reported_network'
      >]: NodeStateRow[K] | null;
    } & { stale: boolean; state_as_polled: string | null }
>;

const STATE_COLUMNS = [
  'summary',
  'summary_coded',
  'poll_error',
  'poll_error_coded',
  'failures',
  'next_poll_at',
  'expires_at',
  ...fieldColumns,
];

/**
 * Query for all nodes with their current state, to filter and sort.
 *
 * An expired state is UNKNOWN, even if polling has stopped. A state in the future is UNKNOWN as well: the clock was set back, so the
 * age of the state is unknown.
 */
export function currentNodes(knex: Knex, now: number): Knex.QueryBuilder {
  const ahead = 'coalesce(node_states.last_seen, 0) > ?';
  const stale = `(coalesce(node_states.expires_at, 0) <= ? or ${ahead})`;
  const times = [now, latestPlausibleTime(now)];
  const joined = knex('nodes')
    .leftJoin('node_states', 'node_states.node_id', 'nodes.id')
    .select(
      ...[
        'id',
        'source',
        'name',
        'cluster',
        'namespace',
        'role',
        'owner_ref',
        'entity_ref',
        'callers_url',
        'series_name',
        'found_at',
      ].map(column => `nodes.${column}`),
      ...STATE_COLUMNS.map(column => `node_states.${column}`),
      knex.raw(
        'coalesce(node_states.reported_network, nodes.network) as network',
      ),
      knex.raw(
        'coalesce(nodes.execution_client, node_states.execution_client) as execution_client',
      ),
      knex.raw(
        'coalesce(nodes.consensus_client, node_states.consensus_client) as consensus_client',
      ),
      knex.raw(`${stale} as stale`, times),
      'node_states.state as state_as_polled',
      knex.raw(
        `case when ${stale} then 'UNKNOWN' else node_states.state end as state`,
        times,
      ),
      knex.raw(
        `case when ${stale} then false else node_states.ready end as ready`,
        times,
      ),
      knex.raw(
        `case when ${ahead} then ?
              when ${stale} and coalesce(node_states.state, '') <> 'UNKNOWN'
              then coalesce(node_states.last_seen, node_states.expires_at, nodes.found_at) else node_states.since end as since`,
        [latestPlausibleTime(now), now, ...times],
      ),
    );
  return knex.from(joined.as('nodes'));
}

export function toEthereumNode(
  row: CurrentRow,
): EveryField<Omit<EthereumNode, 'snapshots'>> {
  return {
    ...toInventoryNode(row),
    state: row.state,
    ready: Boolean(row.ready),
    since: toIsoTime(row.since) ?? new Date(0).toISOString(),
    ...toSummary(row),
    ...readFields(row),
    forkNotReady: Boolean(row.fork_not_ready),
    pollError: row.poll_error ?? undefined,
    pollErrorCoded: parseCodedMessage(row.poll_error_coded),
  };
}

function toSummary(
  row: CurrentRow,
): EveryField<Pick<EthereumNode, 'summary' | 'summaryCoded'>> {
  if (row.summary === null) return toSummaryFields(say('never-looked-at', {}));
  return row.stale && row.state_as_polled !== 'UNKNOWN'
    ? toSummaryFields(staleSummary(toPollError(row)))
    : {
        summary: row.summary,
        summaryCoded: parseCodedMessage(row.summary_coded),
      };
}

function toPollError({
  poll_error: sentence,
  poll_error_coded: coded,
}: CurrentRow): Message | undefined {
  return sentence === null ? undefined : readStoredMessage(sentence, coded);
}

function toSummaryFields(summary: Message) {
  return {
    summary: toStorableText(renderEnglish(summary)),
    summaryCoded: summary,
  };
}
