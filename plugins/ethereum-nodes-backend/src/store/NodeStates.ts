import type { NodeSample, Verdict } from '@nodeyard/ethereum';
import { nodeSampleSchema, receivedVerdictSchema } from '@nodeyard/ethereum';
import type { JsonObject } from '@backstage/types';
import type { PodCount } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { factsSchema } from '../polling/facts';
import { parseClientName } from './parseClientName';
import {
  readStoredMessage,
  toCodedColumn,
  toSentenceColumns,
} from './codedMessages';
import type { KnownNode, PolledNode } from './KnownNode';
import { writeFields, type NodeStateRow } from './nodeFields';
import { readJson } from './readJson';
import type {
  ChangeRow,
  Nullable,
  NodeReportRow,
  NodeRow,
  PointRow,
  DriverRow,
  TransitionRow,
} from './rows';
import { chunks, toNumber, ROWS_PER_STATEMENT, toStorableText } from './rows';

/** After this many refused rows of a chunk the database is considered to be the cause. */
const MAX_REFUSED_ROWS = 20;

/** Locators are written by this plugin only. */
const locatorSchema = z
  .record(z.string(), z.json())
  .transform((value): JsonObject => value);

const samplesSchema = z.array(nodeSampleSchema).max(600);

/** States of nodes, read and written by polling. */
export class NodeStates {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** All nodes with the results of previous polls, by the time of the next poll. */
  async loadKnown(): Promise<KnownNode[]> {
    const rows: Array<
      DriverRow<NodeRow> &
        Nullable<DriverRow<NodeStateRow>> &
        Nullable<DriverRow<Omit<NodeReportRow, 'facts'>>> & {
          facts_as_polled: string | null;
        }
    > = await this.knex('nodes')
      .leftJoin('node_states', 'node_states.node_id', 'nodes.id')
      .leftJoin('node_reports', 'node_reports.node_id', 'nodes.id')
      .orderByRaw('coalesce(node_states.next_poll_at, 0), nodes.id')
      .select(
        'nodes.*',
        ...[
          'failures',
          'next_poll_at',
          'expires_at',
          'last_seen',
          'poll_error',
          'poll_error_coded',
          'ready_replicas',
          'replicas',
          'reported_network',
        ].map(name => `node_states.${name}`),
        ...['verdict', 'sample', 'recent_samples'].map(
          name => `node_reports.${name}`,
        ),
        'node_reports.facts as facts_as_polled',
      );
    return rows.map(row => {
      const verdict = readJson(receivedVerdictSchema, row.verdict);
      return {
        node: {
          id: row.id,
          name: row.name,
          cluster: row.cluster ?? undefined,
          namespace: row.namespace ?? undefined,
          network: row.network,
          locator: readJson(locatorSchema, row.locator) ?? {},
          facts: readJson(factsSchema, row.facts),
        },
        source: row.source,
        facts: readJson(factsSchema, row.facts_as_polled),
        last: verdict && {
          verdict,
          sample: readJson(nodeSampleSchema, row.sample),
          recentSamples: readJson(samplesSchema, row.recent_samples) ?? [],
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
        },
      };
    });
  }

  /**
   * Stores the results of a round: states, reports, transitions and history points, in one transaction per chunk. If the database
   * refuses a chunk, its nodes are stored one by one, so that one invalid row does not affect the others.
   *
   * @throws the error of the database if it refuses every node of a chunk
   * @returns IDs of refused nodes, each with the error
   */
  async save(
    polled: readonly PolledNode[],
  ): Promise<Array<{ nodeId: string; error: unknown }>> {
    const refused: Array<{ nodeId: string; error: unknown }> = [];
    for (const chunk of chunks(polled, ROWS_PER_STATEMENT)) {
      try {
        await this.saveChunk(chunk);
      } catch (error) {
        const alone = await this.saveOneByOne(chunk);
        if (alone.length === chunk.length) throw error;
        refused.push(...alone);
      }
    }
    return refused;
  }

  private async saveOneByOne(
    chunk: readonly PolledNode[],
  ): Promise<Array<{ nodeId: string; error: unknown }>> {
    const refused: Array<{ nodeId: string; error: unknown }> = [];
    for (const node of chunk) {
      try {
        await this.saveChunk([node]);
      } catch (error) {
        refused.push({ nodeId: node.nodeId, error });
        if (refused.length >= MAX_REFUSED_ROWS) throw error;
      }
    }
    return refused;
  }

  private async saveChunk(chunk: readonly PolledNode[]): Promise<void> {
    await this.knex.transaction(async transaction => {
      await upsert(transaction, 'node_states', chunk.map(stateRow));
      await upsert(transaction, 'node_reports', chunk.map(reportRow));
      const transitions = chunk
        .filter(node => node.transitioned)
        .map(transitionRow);
      if (transitions.length > 0) {
        await transaction('node_transitions').insert(transitions);
      }
      const changes = chunk.flatMap(changeRows);
      for (const rows of chunks(changes, ROWS_PER_STATEMENT)) {
        await transaction('node_changes').insert(rows);
      }
      const points = chunk.filter(node => node.fresh).map(pointRow);
      if (points.length > 0) {
        await transaction('node_points')
          .insert(points)
          .onConflict(['node_id', 'resolution', 'at'])
          .merge();
      }
    });
  }
}

async function upsert(
  knex: Knex,
  table: string,
  rows: object[],
): Promise<void> {
  await knex(table).insert(rows).onConflict('node_id').merge();
}

function stateRow(polled: PolledNode): NodeStateRow {
  const { verdict, sample } = polled;
  const pollError =
    polled.pollError && toSentenceColumns(polled.pollError, polled.at);
  const execution =
    sample?.execution.kind === 'ok' ? sample.execution.value : undefined;
  const consensus =
    sample?.consensus.kind === 'ok' ? sample.consensus.value : undefined;
  return {
    node_id: polled.nodeId,
    state: verdict.state,
    ready: verdict.ready,
    since: Math.round(verdict.since),
    ...summaryColumns(polled),
    ...writeFields(polled),
    execution_client: parseClientName(execution?.clientVersion) ?? null,
    consensus_client: parseClientName(consensus?.clientVersion) ?? null,
    reported_network: polled.reportedNetwork ?? null,
    poll_error: pollError?.sentence ?? null,
    poll_error_coded: pollError?.coded ?? null,
    failures: polled.failures,
    next_poll_at: Math.round(polled.nextPollAt),
    expires_at: Math.round(polled.expiresAt),
  };
}

/** The summary of the verdict, unchanged if it is a sidecar's. */
function summaryColumns({
  verdict,
}: PolledNode): Pick<NodeStateRow, 'summary' | 'summary_coded'> {
  const { summary, summaryCoded } = verdict;
  return {
    summary: toStorableText(summary),
    summary_coded: summaryCoded ? toCodedColumn(summaryCoded) : null,
  };
}

function toPodCount(
  row: Nullable<DriverRow<Pick<NodeStateRow, 'ready_replicas' | 'replicas'>>>,
): PodCount | undefined {
  const ready = toNumber(row.ready_replicas);
  const desired = toNumber(row.replicas);
  return ready === undefined || desired === undefined
    ? undefined
    : { ready, desired };
}

function reportRow({
  nodeId,
  verdict,
  sample,
  recentSamples,
  facts,
}: PolledNode): NodeReportRow {
  return {
    node_id: nodeId,
    verdict: JSON.stringify(verdict satisfies Verdict),
    sample: sample ? JSON.stringify(sample satisfies NodeSample) : null,
    recent_samples: JSON.stringify(recentSamples),
    facts: JSON.stringify(facts),
  };
}

function transitionRow(polled: PolledNode): TransitionRow {
  const { nodeId, at, verdict } = polled;
  return {
    node_id: nodeId,
    state: verdict.state,
    at,
    since: Math.round(Math.min(verdict.since, at)),
    ...summaryColumns(polled),
  };
}

function changeRows({ nodeId, changes }: PolledNode): ChangeRow[] {
  return changes.map(({ kind, subject, at, before, after, cause }) => ({
    node_id: nodeId,
    at,
    kind,
    subject,
    old_value: before ?? null,
    new_value: after ?? null,
    cause: cause ?? null,
  }));
}

function pointRow({ nodeId, at, verdict, sample }: PolledNode): PointRow {
  const execution =
    sample?.execution.kind === 'ok' ? sample.execution.value : undefined;
  return {
    node_id: nodeId,
    resolution: 0,
    at,
    state: verdict.state,
    head_number: execution?.head.number ?? null,
    head_age_seconds: verdict.evidence.headAgeSeconds ?? null,
    execution_peers: execution?.peers ?? null,
  };
}
