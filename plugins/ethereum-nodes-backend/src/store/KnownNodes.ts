import {
  nodeSampleSchema,
  receivedVerdictSchema,
  type Verdict,
} from '@nodeyard/ethereum';
import type { JsonObject } from '@backstage/types';
import type { PodCount } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { factsSchema } from '../polling/facts';
import { shardOf } from '../polling/shards';
import { readStoredMessage } from './codedMessages';
import type { KnownNode, PolledNode } from './KnownNode';
import type { NodeStateRow } from './nodeFields';
import { readJson } from './readJson';
import type { DriverRow, NodeReportRow, NodeRow, Nullable } from './rows';
import { chunks, ROWS_PER_STATEMENT, toNumber } from './rows';

/** Locators are written by this plugin only. */
const locatorSchema = z
  .record(z.string(), z.json())
  .transform((value): JsonObject => value);

const samplesSchema = z.array(nodeSampleSchema).max(600);

const STATE_COLUMNS = [
  'failures',
  'next_poll_at',
  'expires_at',
  'last_seen',
  'poll_error',
  'poll_error_coded',
  'ready_replicas',
  'replicas',
  'reported_network',
  'snapshot_stale_after_seconds',
] as const;

type KnownRow = DriverRow<
  Pick<
    NodeRow,
    | 'id'
    | 'source'
    | 'name'
    | 'cluster'
    | 'namespace'
    | 'network'
    | 'locator'
    | 'facts'
  >
> &
  Nullable<DriverRow<Pick<NodeStateRow, (typeof STATE_COLUMNS)[number]>>>;

type Last = NonNullable<KnownNode['last']>;
/** Results of the last poll, as this process wrote or read them. */
type Remembered = Pick<KnownNode, 'facts' | 'last'> & {
  /** `loads` of when the database accepted them. */
  savedDuring?: number;
};

/**
 * Nodes with the results of their last polls.
 *
 * They are kept in memory, so that a round does not read and parse the samples of all nodes again. Each poll writes another time of
 * the next poll: where the database has the remembered one, no other process has polled the node since. Otherwise, as after a
 * restart, the database decides.
 */
export class KnownNodes {
  private readonly knex: Knex;
  private remembered = new Map<string, Remembered>();
  private loads = 0;
  private inventory = new Map<
    string,
    Pick<KnownRow, 'locator' | 'facts'> & {
      parsed: Pick<KnownNode['node'], 'locator' | 'facts'>;
    }
  >();

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /**
   * Nodes by the time of the next poll.
   * @param shards - default: all
   */
  async load(shards?: readonly number[]): Promise<KnownNode[]> {
    this.loads += 1;
    const loading = this.loads;
    const rows = await this.readRows(shards);
    const remembered = new Map<string, Remembered>();
    for (const row of rows) {
      const kept = this.remembered.get(row.id);
      // The row may be older than a result that was stored meanwhile.
      if (kept && (kept.savedDuring === loading || isCurrent(kept, row))) {
        remembered.set(row.id, kept);
      }
    }
    const unknown = rows.filter(({ id }) => !remembered.has(id));
    for (const [id, read] of await this.readReports(unknown)) {
      remembered.set(id, read);
    }
    const before = this.inventory;
    // Nodes that are gone are forgotten.
    this.inventory = new Map();
    this.remembered = remembered;
    return rows.map(row => ({
      node: {
        id: row.id,
        name: row.name,
        cluster: row.cluster ?? undefined,
        namespace: row.namespace ?? undefined,
        network: row.network,
        ...this.parseInventory(row, before.get(row.id)),
      },
      source: row.source,
      facts: remembered.get(row.id)?.facts,
      last: remembered.get(row.id)?.last,
    }));
  }

  /** Results of the last poll of a node that has been loaded. */
  recall(nodeId: string): Pick<KnownNode, 'facts' | 'last'> {
    const { facts, last } = this.remembered.get(nodeId) ?? {};
    return { facts, last };
  }

  private async readRows(shards?: readonly number[]): Promise<KnownRow[]> {
    const query = this.knex('nodes')
      .leftJoin('node_states', 'node_states.node_id', 'nodes.id')
      .orderByRaw('coalesce(node_states.next_poll_at, 0), nodes.id')
      .select(
        ...[
          'id',
          'source',
          'name',
          'cluster',
          'namespace',
          'network',
          'locator',
          'facts',
        ].map(column => `nodes.${column}`),
        ...STATE_COLUMNS.map(column => `node_states.${column}`),
      );
    if (shards === undefined) return query;
    const rows: KnownRow[] = await query.where(either =>
      either.whereIn('nodes.shard', [...shards]).orWhereNull('nodes.shard'),
    );
    const own = new Set(shards);
    return rows.filter(({ id }) => own.has(shardOf(id)));
  }

  /** Keeps results that the database has accepted. */
  remember(polled: readonly PolledNode[]): void {
    for (const node of polled) {
      this.remembered.set(node.nodeId, {
        savedDuring: this.loads,
        facts: node.facts,
        last: {
          verdict: node.verdict,
          sample: node.sample,
          recentSamples: node.recentSamples,
          lastSeen: node.lastSeen,
          failures: node.failures,
          nextPollAt: Math.round(node.nextPollAt),
          expiresAt: Math.round(node.expiresAt),
          pollError: node.pollError,
          pods: node.pods,
          reportedNetwork: node.reportedNetwork,
          snapshotStaleAfterSeconds: node.snapshotStaleAfterSeconds,
        },
      });
    }
  }

  private parseInventory(
    { id, locator, facts }: KnownRow,
    before: ReturnType<typeof this.inventory.get>,
  ): Pick<KnownNode['node'], 'locator' | 'facts'> {
    const isSame = before?.locator === locator && before.facts === facts;
    const parsed = isSame
      ? before.parsed
      : {
          locator: readJson(locatorSchema, locator) ?? {},
          facts: readJson(factsSchema, facts),
        };
    this.inventory.set(id, { locator, facts, parsed });
    return parsed;
  }

  private async readReports(
    rows: readonly KnownRow[],
  ): Promise<Map<string, Remembered>> {
    const rowsById = new Map(rows.map(row => [row.id, row]));
    const reports = new Map<string, Remembered>();
    for (const ids of chunks([...rowsById.keys()], ROWS_PER_STATEMENT)) {
      const found: Array<DriverRow<NodeReportRow>> = await this.knex(
        'node_reports',
      )
        .whereIn('node_id', ids)
        .select();
      for (const report of found) {
        const row = rowsById.get(report.node_id);
        const verdict = readJson(receivedVerdictSchema, report.verdict);
        reports.set(report.node_id, {
          facts: readJson(factsSchema, report.facts),
          last: row && verdict && toLast(row, verdict, report),
        });
      }
    }
    return reports;
  }
}

function isCurrent({ last }: Remembered, row: KnownRow): boolean {
  return (
    last !== undefined &&
    last.nextPollAt === toNumber(row.next_poll_at) &&
    last.expiresAt === toNumber(row.expires_at)
  );
}

function toLast(
  row: KnownRow,
  verdict: Verdict,
  report: DriverRow<NodeReportRow>,
): Last {
  return {
    verdict,
    sample: readJson(nodeSampleSchema, report.sample),
    recentSamples: readJson(samplesSchema, report.recent_samples) ?? [],
    lastSeen: toNumber(row.last_seen),
    failures: toNumber(row.failures) ?? 0,
    nextPollAt: toNumber(row.next_poll_at) ?? 0,
    expiresAt: toNumber(row.expires_at) ?? 0,
    pollError:
      row.poll_error === null
        ? undefined
        : readStoredMessage(row.poll_error, row.poll_error_coded),
    pods: toPodCount(row),
    reportedNetwork: row.reported_network ?? undefined,
    snapshotStaleAfterSeconds: toNumber(row.snapshot_stale_after_seconds),
  };
}

function toPodCount(row: KnownRow): PodCount | undefined {
  const ready = toNumber(row.ready_replicas);
  const desired = toNumber(row.replicas);
  return ready === undefined || desired === undefined
    ? undefined
    : { ready, desired };
}
