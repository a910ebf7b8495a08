import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeSample, Verdict } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { shardOf } from '../polling/shards';
import { parseClientName } from './parseClientName';
import { toCodedColumn, toSentenceColumns } from './codedMessages';
import type { KnownNode, PolledNode } from './KnownNode';
import { KnownNodes } from './KnownNodes';
import { writeFields, type NodeStateRow } from './nodeFields';
import type { ChangeRow, NodeReportRow, PointRow, TransitionRow } from './rows';
import { chunks, ROWS_PER_STATEMENT, toStorableText } from './rows';
import { lockShards, type Fences } from './ShardLeases';

/** SQLite writes in the event loop of the backend: requests wait for one transaction. */
const NODES_PER_TRANSACTION = 100;

/** After this many refused rows of a chunk the database is considered to be the cause. */
const MAX_REFUSED_ROWS = 20;

/** States of nodes, read and written by polling. */
export class NodeStates {
  private readonly knex: Knex;
  private readonly known: KnownNodes;

  constructor(knex: Knex) {
    this.knex = knex;
    this.known = new KnownNodes(knex);
  }

  /**
   * Nodes with the results of previous polls, by the time of the next poll.
   * @param shards - default: all
   */
  loadKnown(shards?: readonly number[]): Promise<KnownNode[]> {
    return this.known.load(shards);
  }

  /** Results of the last poll of a node that has been loaded. */
  recall(nodeId: string): Pick<KnownNode, 'facts' | 'last'> {
    return this.known.recall(nodeId);
  }

  /**
   * Stores the results of a round: states, reports, transitions and history points, in one transaction per chunk. If the database
   * refuses a chunk, its nodes are stored one by one, so that one invalid row does not affect the others.
   *
   * @param fences - of the shards when the nodes were read: results of a shard that has been claimed since are not stored.
   *   Default: all are
   * @throws the error of the database if it refuses every node of a chunk
   * @returns IDs of refused nodes, each with the error
   */
  async save(
    polled: readonly PolledNode[],
    fences?: Fences,
  ): Promise<Array<{ nodeId: string; error: unknown }>> {
    const refused: Array<{ nodeId: string; error: unknown }> = [];
    for (const chunk of chunks(polled, NODES_PER_TRANSACTION)) {
      try {
        await this.saveChunk(chunk, fences);
      } catch (error) {
        const alone = await this.saveOneByOne(chunk, fences);
        if (alone.length === chunk.length) throw error;
        refused.push(...alone);
      }
      await nextTurn();
    }
    return refused;
  }

  private async saveOneByOne(
    chunk: readonly PolledNode[],
    fences?: Fences,
  ): Promise<Array<{ nodeId: string; error: unknown }>> {
    const refused: Array<{ nodeId: string; error: unknown }> = [];
    for (const node of chunk) {
      try {
        await this.saveChunk([node], fences);
      } catch (error) {
        refused.push({ nodeId: node.nodeId, error });
        if (refused.length >= MAX_REFUSED_ROWS) throw error;
      }
    }
    return refused;
  }

  private async saveChunk(
    polled: readonly PolledNode[],
    fences?: Fences,
  ): Promise<void> {
    const saved = await this.knex.transaction(async transaction => {
      const chunk = fences
        ? await withoutFenced(transaction, polled, fences)
        : polled;
      if (chunk.length === 0) return chunk;
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
      return chunk;
    });
    this.known.remember(saved);
  }
}

async function withoutFenced(
  transaction: Knex.Transaction,
  polled: readonly PolledNode[],
  fences: Fences,
): Promise<readonly PolledNode[]> {
  const fenced = await lockShards(
    transaction,
    polled.map(({ nodeId }) => shardOf(nodeId)),
    fences,
  );
  return polled.filter(({ nodeId }) => !fenced.has(shardOf(nodeId)));
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
    snapshot_stale_after_seconds: polled.snapshotStaleAfterSeconds ?? null,
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
    sample: sample ? toJson(sample) : null,
    recent_samples: `[${recentSamples.map(toJson).join(',')}]`,
    facts: JSON.stringify(facts),
  };
}

/** Samples as JSON. Most of those of a poll have been written by the previous one. */
const jsonOf = new WeakMap<NodeSample, string>();

function toJson(sample: NodeSample): string {
  const json = jsonOf.get(sample) ?? JSON.stringify(sample);
  jsonOf.set(sample, json);
  return json;
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
    disk_used_bytes: sample?.disk?.usedBytes ?? null,
  };
}
