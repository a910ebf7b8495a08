import {
  DEFAULT_NODE_LIMIT,
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  NodePage,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeSample, Verdict } from '@nodeyard/ethereum';
import {
  toMessage,
  nodeSampleSchema,
  receivedVerdictSchema,
  withForkNotReady,
  renderVerdictText,
} from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import type { CurrentRow } from './currentNodes';
import { currentNodes, toEthereumNode } from './currentNodes';
import { encodeCursor, sortColumns, addSortOrder, whereAfter } from './cursor';
import { readJson } from './readJson';
import type { NodeReportRow } from './rows';
import type { Visibility } from './visibility';
import { whereVisible } from './visibility';

/** Queries of the REST API for nodes. */
export class NodeQueries {
  private readonly knex: Knex;
  private readonly now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.knex = knex;
    this.now = now;
  }

  async list(query: NodeQuery, visibility: Visibility): Promise<NodePage> {
    const { orderBy = 'severity', order = 'asc', cursor } = query;
    const { limit = DEFAULT_NODE_LIMIT } = query;
    const matching = this.matching(query, visibility);
    const [{ count }] = await matching.clone().count({ count: '*' });

    const page = matching.select('*');
    for (const [index, column] of sortColumns(orderBy).entries()) {
      page.select(this.knex.raw(`${column} as ??`, [`sort_${index}`]));
    }
    if (cursor) whereAfter(page, cursor, orderBy, order);
    addSortOrder(page, orderBy, order);
    const rows: Array<CurrentRow & Record<`sort_${number}`, string | number>> =
      await page.limit(limit + 1);

    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(toEthereumNode),
      totalItems: Number(count),
      nextCursor:
        last &&
        encodeCursor(
          orderBy,
          order,
          sortColumns(orderBy).flatMap(
            (_, index) => last[`sort_${index}`] ?? [],
          ),
        ),
    };
  }

  async find(
    id: string,
    visibility: Visibility,
  ): Promise<EthereumNode | undefined> {
    // PostgreSQL refuses NUL characters, which no ID contains.
    if (id.includes('\0')) return undefined;
    const query = currentNodes(this.knex, this.now()).where({ id });
    whereVisible(query, visibility);
    const row: CurrentRow | undefined = await query.first('*');
    return row && toEthereumNode(row);
  }

  /** In the order of the IDs, with undefined for missing nodes. */
  async findAll(ids: string[]): Promise<Array<EthereumNode | undefined>> {
    const rows: CurrentRow[] = await currentNodes(this.knex, this.now())
      .whereIn('id', ids)
      .select('*');
    const byId = new Map(rows.map(row => [row.id, toEthereumNode(row)]));
    return ids.map(id => byId.get(id));
  }

  /** Verdict and sample of a node. An expired verdict is replaced by one for the current state. */
  async findReport(
    node: EthereumNode,
  ): Promise<{ verdict?: Verdict; sample?: NodeSample }> {
    const row = await this.knex<NodeReportRow>('node_reports')
      .where({ node_id: node.id })
      .first();
    if (!row) return {};
    const verdict = readJson(receivedVerdictSchema, row.verdict);
    return {
      verdict:
        verdict &&
        withForkNotReady(
          verdict.state === node.state
            ? verdict
            : expireVerdict(verdict, node, this.now()),
        ),
      sample: readJson(nodeSampleSchema, row.sample),
    };
  }

  private matching(
    query: NodeQuery,
    visibility: Visibility,
  ): Knex.QueryBuilder {
    const matching = currentNodes(this.knex, this.now());
    whereVisible(matching, visibility);
    if (query.state) matching.whereIn('state', query.state);
    if (query.network) matching.whereIn('network', query.network);
    if (query.cluster) matching.whereIn('cluster', query.cluster);
    if (query.owner) matching.whereIn('owner_ref', query.owner.map(lowerCase));
    if (query.entityRef) {
      matching.whereIn('entity_ref', query.entityRef.map(lowerCase));
    }
    if (query.client) {
      const clients = query.client.map(lowerCase);
      matching.where(either =>
        either
          .whereIn('execution_client', clients)
          .orWhereIn('consensus_client', clients),
      );
    }
    if (query.q) {
      whereContains(matching, ['name', 'cluster', 'namespace'], query.q);
    }
    return matching;
  }
}

/** Keeps the evidence of an expired verdict as last known values. */
function expireVerdict(
  verdict: Verdict,
  node: EthereumNode,
  now: number,
): Verdict {
  const { evidence, forks, forkReady } = verdict;
  const summary = toMessage(fleetMessages, node.summary, node.summaryCoded);
  const last = say('last-verdict', {
    state: verdict.state,
    summary: toMessage(fleetMessages, verdict.summary, verdict.summaryCoded),
  });
  return {
    state: node.state,
    ready: node.ready,
    since: Date.parse(node.since),
    ...renderVerdictText(summary, [summary, last], now, fleetMessages),
    evidence,
    forks,
    forkReady,
    runbook: 'unknown',
  };
}

function whereContains(
  query: Knex.QueryBuilder,
  columns: string[],
  text: string,
): void {
  const pattern = `%${lowerCase(text).replace(/[\\%_]/g, '\\$&')}%`;
  query.where(either => {
    for (const column of columns) {
      either.orWhereRaw(`lower(??) like ? escape '\\'`, [column, pattern]);
    }
  });
}

function lowerCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
