import { nodeSampleSchema, receivedVerdictSchema } from '@nodeyard/ethereum';
import type { JsonObject } from '@backstage/types';
import type { PodCount } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { factsSchema } from '../polling/facts';
import { readStoredMessage } from './codedMessages';
import type { KnownNode, PolledNode } from './KnownNode';
import { readJson } from './readJson';
import type {
  DriverRow,
  NodeReportRow,
  NodeRow,
  NodeStateRow,
  Nullable,
} from './rows';
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
type Report = Pick<Last, 'verdict' | 'sample' | 'recentSamples'>;

/** Result of the last poll by this process, and what the database has for it. */
interface Remembered {
  nextPollAt: number;
  expiresAt: number;
  facts: KnownNode['facts'];
  last: Last;
}

/**
 * Nodes with the results of their last polls.
 *
 * Results of this process are kept in memory, so that a round does not read and parse the samples of all nodes again. Each poll writes
 * another time of the next poll: where the database has the remembered one, no other process has polled the node since. Otherwise, as
 * after a restart, the database decides.
 */
export class KnownNodes {
  private readonly knex: Knex;
  private remembered = new Map<string, Remembered>();
  private inventory = new Map<
    string,
    Pick<KnownRow, 'locator' | 'facts'> & {
      parsed: Pick<KnownNode['node'], 'locator' | 'facts'>;
    }
  >();

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** All nodes, by the time of the next poll. */
  async load(): Promise<KnownNode[]> {
    const rows: KnownRow[] = await this.knex('nodes')
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
    const remembered = new Map(
      rows.flatMap(row => {
        const kept = this.remembered.get(row.id);
        return kept && isCurrent(kept, row) ? [[row.id, kept]] : [];
      }),
    );
    const reports = await this.loadReports(
      rows.filter(({ id }) => !remembered.has(id)).map(({ id }) => id),
    );
    const before = this.inventory;
    this.inventory = new Map();
    // Nodes that are gone are forgotten.
    this.remembered = remembered;
    return rows.map(row => {
      const kept = remembered.get(row.id);
      const report = reports.get(row.id);
      return {
        node: {
          id: row.id,
          name: row.name,
          cluster: row.cluster ?? undefined,
          namespace: row.namespace ?? undefined,
          network: row.network,
          ...this.parseInventory(row, before.get(row.id)),
        },
        source: row.source,
        facts: kept ? kept.facts : report?.facts,
        last: kept?.last ?? (report?.last && toLast(report.last, row)),
      };
    });
  }

  /** Keeps results that the database has accepted. */
  remember(polled: readonly PolledNode[]): void {
    for (const node of polled) {
      const { nodeId, facts, expiresAt, nextPollAt } = node;
      this.remembered.set(nodeId, {
        nextPollAt: Math.round(nextPollAt),
        expiresAt: Math.round(expiresAt),
        facts,
        last: {
          verdict: node.verdict,
          sample: node.sample,
          recentSamples: node.recentSamples,
          lastSeen: node.lastSeen,
          failures: node.failures,
          nextPollAt: Math.round(nextPollAt),
          expiresAt: Math.round(expiresAt),
          pollError: node.pollError,
          pods: node.pods,
          reportedNetwork: node.reportedNetwork,
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

  private async loadReports(
    ids: string[],
  ): Promise<Map<string, { facts: KnownNode['facts']; last?: Report }>> {
    const reports = new Map<
      string,
      { facts: KnownNode['facts']; last?: Report }
    >();
    for (const chunk of chunks(ids, ROWS_PER_STATEMENT)) {
      const rows: Array<DriverRow<NodeReportRow>> = await this.knex(
        'node_reports',
      )
        .whereIn('node_id', chunk)
        .select();
      for (const row of rows) {
        const verdict = readJson(receivedVerdictSchema, row.verdict);
        reports.set(row.node_id, {
          facts: readJson(factsSchema, row.facts),
          last: verdict && {
            verdict,
            sample: readJson(nodeSampleSchema, row.sample),
            recentSamples: readJson(samplesSchema, row.recent_samples) ?? [],
          },
        });
      }
    }
    return reports;
  }
}

function isCurrent(
  { nextPollAt, expiresAt }: Remembered,
  row: KnownRow,
): boolean {
  return (
    nextPollAt === toNumber(row.next_poll_at) &&
    expiresAt === toNumber(row.expires_at)
  );
}

function toLast(report: Report, row: KnownRow): Last {
  return {
    ...report,
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
  };
}

function toPodCount(row: KnownRow): PodCount | undefined {
  const ready = toNumber(row.ready_replicas);
  const desired = toNumber(row.replicas);
  return ready === undefined || desired === undefined
    ? undefined
    : { ready, desired };
}
