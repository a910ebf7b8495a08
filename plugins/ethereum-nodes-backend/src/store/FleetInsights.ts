import type {
  FleetCost,
  FleetDisks,
  FleetDiversity,
  FleetForks,
  FleetHeads,
  FleetSnapshots,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { MAX_NAMED_NODES } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { FRESH_HEAD_SLOTS } from '@nodeyard/ethereum';
import type { NodeState } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { type NetworkLookup, secondsPerSlotOf } from '../networkLookup';
import type { CurrentRow } from './currentNodes';
import { currentNodes } from './currentNodes';
import { type CostPrices, readRequests, toFleetCost } from './fleetCost';
import { RESOLUTIONS } from './resolutions';
import { toIsoTime, toNumber } from './rows';
import type { SnapshotQueries } from './SnapshotQueries';
import type { Visibility } from './visibility';
import { whereVisible } from './visibility';

const UNKNOWN_CLIENT = 'unknown';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A shorter period does not show a growth: clients free space in steps. */
const SHORTEST_GROWTH_MS = 6 * HOUR_MS;

const NAMED = ['id', 'name', 'network', 'owner_ref'] as const;
const HEAD = [
  'network',
  'source',
  'state',
  'stale',
  'head_number',
  'head_time',
  'last_seen',
  'finalizing',
] as const;
const FORK = ['next_fork', 'next_fork_time'] as const;

/** States whose head is no evidence for the state of the network. */
const excludedStates: ReadonlySet<NodeState> = new Set<NodeState>([
  'WRONG_NETWORK',
  'SYNCING',
]);

/** Questions about the whole fleet, of which each is a route of the REST API. */
export class FleetInsights {
  private readonly knex: Knex;
  private readonly snapshotQueries: SnapshotQueries;
  private readonly findNetwork: NetworkLookup;
  private readonly prices: CostPrices | undefined;
  private readonly now: () => number;

  constructor(options: {
    knex: Knex;
    snapshots: SnapshotQueries;
    findNetwork: NetworkLookup;
    /** Absent: no cost. */
    prices?: CostPrices;
    now?: () => number;
  }) {
    const { knex, snapshots, findNetwork, now = () => Date.now() } = options;
    this.prices = options.prices;
    this.knex = knex;
    this.snapshotQueries = snapshots;
    this.findNetwork = findNetwork;
    this.now = now;
  }

  /** Number and share of each client, by network and layer. */
  async diversity(visibility: Visibility): Promise<FleetDiversity> {
    const columns = ['network', 'execution_client', 'consensus_client'];
    const query = currentNodes(this.knex, this.now())
      .groupBy(columns)
      .select(columns)
      .count({ count: '*' });
    whereVisible(query, visibility);
    const groups: Array<{
      network: string;
      execution_client: string | null;
      consensus_client: string | null;
      count: number | string;
    }> = await query;
    return {
      networks: byNetwork(groups).map(([network, here]) => ({
        network,
        nodes: sum(here, ({ count }) => Number(count)),
        execution: countedClients(here, row => row.execution_client),
        consensus: countedClients(
          here.filter(row => row.consensus_client !== null),
          row => row.consensus_client,
        ),
      })),
    };
  }

  /** Readiness for the next fork of each network. */
  async forks(visibility: Visibility): Promise<FleetForks> {
    const rows = await this.rows(visibility, [
      ...NAMED,
      ...FORK,
      'fork_not_ready',
      'execution_version',
    ]);
    return {
      networks: byNetwork(rows)
        .flatMap(([network, here]) => {
          const next = this.nextFork(here);
          if (!next) return [];
          const isUnknown = (row: (typeof rows)[number]) =>
            row.next_fork === null && !row.fork_not_ready;
          const notReady = here.filter(row => Boolean(row.fork_not_ready));
          const unknown = here.filter(isUnknown).length;
          return {
            network,
            ...next,
            ready: here.length - notReady.length - unknown,
            notReady: notReady.length,
            unknown,
            nodes: notReady
              .sort(byName)
              .slice(0, MAX_NAMED_NODES)
              .map(row => ({
                ...named(row),
                executionVersion: row.execution_version ?? undefined,
              })),
          };
        })
        .sort((one, other) => one.time.localeCompare(other.time)),
    };
  }

  /** Whether the nodes can be restored; those that cannot first. */
  async snapshots(visibility: Visibility): Promise<FleetSnapshots> {
    const rows = await this.rows(visibility, [...NAMED, 'execution_client']);
    const nodes = await this.snapshotQueries.withFreshness(
      rows.map(row => ({
        ...named(row),
        executionClient: row.execution_client ?? undefined,
      })),
    );
    const stored = nodes.flatMap(({ id, name, network, ownerRef, snapshots }) =>
      snapshots ? [{ id, name, network, ownerRef, snapshots }] : [],
    );
    const byStatus: FleetSnapshots['byStatus'] = {};
    for (const { snapshots } of stored) {
      byStatus[snapshots.status] = (byStatus[snapshots.status] ?? 0) + 1;
    }
    // Absent times, of nodes without a verified snapshot, come first.
    const age = ({ snapshots }: (typeof stored)[number]) =>
      snapshots.blockTime ?? '';
    return {
      byStatus,
      withoutStore: nodes.length - stored.length,
      nodes: stored
        .sort(
          (one, other) =>
            age(one).localeCompare(age(other)) || byName(one, other),
        )
        .slice(0, MAX_NAMED_NODES),
    };
  }

  /** Disks by the days until they are full, and by usage where those are not known. */
  async disks(visibility: Visibility): Promise<FleetDisks> {
    const rows = await this.rows(visibility, [
      ...NAMED,
      'disk_used_bytes',
      'disk_total_bytes',
      'last_seen',
    ]);
    const measured = rows.flatMap(row => {
      const usedBytes = toNumber(row.disk_used_bytes);
      const totalBytes = toNumber(row.disk_total_bytes);
      return usedBytes === undefined || !totalBytes
        ? []
        : [{ row, usedBytes, totalBytes }];
    });
    const growthOf = await this.growth(measured.map(({ row }) => row.id));
    const disks = measured.map(({ row, usedBytes, totalBytes }) => {
      const bytesPerDay = growthOf(row, usedBytes);
      const free = Math.max(0, totalBytes - usedBytes);
      return {
        ...named(row),
        usedBytes,
        totalBytes,
        ...(bytesPerDay !== undefined && { bytesPerDay }),
        ...(bytesPerDay !== undefined &&
          bytesPerDay > 0 && { daysLeft: free / bytesPerDay }),
      };
    });
    return {
      known: disks.length,
      unknown: rows.length - disks.length,
      nodes: disks
        .sort(
          (one, other) =>
            compare(one.daysLeft ?? Infinity, other.daysLeft ?? Infinity) ||
            compare(
              other.usedBytes / other.totalBytes,
              one.usedBytes / one.totalBytes,
            ) ||
            byName(one, other),
        )
        .slice(0, MAX_NAMED_NODES),
    };
  }

  /** Price of what the nodes request; the most expensive first. */
  async cost(visibility: Visibility): Promise<FleetCost> {
    if (!this.prices) return { owners: [], nodes: [], unknown: 0 };
    const rows = await this.rows(visibility, NAMED);
    const requests = await readRequests(this.knex);
    return toFleetCost(rows.map(named), requests, this.prices);
  }

  /** Newest head of each network; stalled ones first. */
  async heads(visibility: Visibility): Promise<FleetHeads> {
    const rows = await this.rows(visibility, HEAD);
    const order = ['stalled', 'unknown', 'advancing'];
    return {
      networks: byNetwork(rows)
        .map(([network, here]) => this.headOf(network, here))
        .sort(
          (one, other) =>
            order.indexOf(one.status) - order.indexOf(other.status),
        ),
    };
  }

  private headOf(
    network: string,
    rows: Array<Pick<CurrentRow, (typeof HEAD)[number]>>,
  ): FleetHeads['networks'][number] {
    const responding = rows.flatMap(row => {
      const headTime = toNumber(row.head_time);
      const lastSeen = toNumber(row.last_seen);
      const headNumber = toNumber(row.head_number);
      // Entities are editable by teams, so declared nodes are no evidence for the state of a network.
      const isWitness =
        !row.stale &&
        row.source !== 'annotation' &&
        !excludedStates.has(row.state) &&
        Boolean(headNumber) &&
        headTime !== undefined &&
        lastSeen !== undefined;
      return isWitness
        ? [{ state: row.state, headTime, headNumber, lastSeen }]
        : [];
    });
    const slot = secondsPerSlotOf(this.findNetwork(network));
    const fresh = responding.filter(
      ({ headTime, lastSeen }) =>
        lastSeen - headTime <= FRESH_HEAD_SLOTS * slot * 1000,
    );
    const newest = responding
      .sort((one, other) => other.headTime - one.headTime)
      .at(0);
    // The judge compares the nodes with each other: stops of single nodes are not a stall of their network.
    const withoutFresh = responding.some(
      ({ state }) => state === 'NETWORK_STALL',
    )
      ? 'stalled'
      : 'unknown';
    return {
      network,
      status: fresh.length > 0 ? 'advancing' : withoutFresh,
      headNumber: newest?.headNumber,
      headTime: toIsoTime(newest?.headTime),
      responding: responding.length,
      fresh: fresh.length,
      notFinalizing: rows.filter(
        row => !row.stale && row.finalizing !== null && !row.finalizing,
      ).length,
    };
  }

  /** The next fork that any of the nodes reports. */
  private nextFork(
    rows: Array<Pick<CurrentRow, (typeof FORK)[number]>>,
  ): { fork: string; time: string } | undefined {
    const now = this.now();
    return rows
      .flatMap(row => {
        const at = toNumber(row.next_fork_time);
        const time = toIsoTime(at);
        return row.next_fork !== null &&
          at !== undefined &&
          time !== undefined &&
          at > now
          ? [{ fork: row.next_fork, time, at }]
          : [];
      })
      .sort((one, other) => one.at - other.at)
      .map(({ fork, time }) => ({ fork, time }))
      .at(0);
  }

  /** Growth of disks in bytes a day since the oldest point of the last seven days. */
  private async growth(
    nodeIds: string[],
  ): Promise<
    (
      row: Pick<CurrentRow, 'id' | 'last_seen'>,
      usedBytes: number,
    ) => number | undefined
  > {
    const [, { seconds: resolution, retentionMs }] = RESOLUTIONS;
    const now = this.now();
    const oldest = this.knex('node_points')
      .where({ resolution })
      .whereNotNull('disk_used_bytes')
      .whereBetween('at', [now - retentionMs, now])
      .groupBy('node_id')
      .select('node_id')
      .min({ at: 'at' })
      .as('oldest');
    const points: Array<{
      node_id: string;
      at: number | string;
      disk_used_bytes: number | string;
    }> =
      nodeIds.length === 0
        ? []
        : await this.knex('node_points as point')
            .join(oldest, join =>
              join
                .on('point.node_id', 'oldest.node_id')
                .andOn('point.at', 'oldest.at'),
            )
            .where('point.resolution', resolution)
            .select('point.node_id', 'point.at', 'point.disk_used_bytes');
    const firstOf = new Map(points.map(point => [point.node_id, point]));
    return (row, usedBytes) => {
      const first = firstOf.get(row.id);
      const lastSeen = toNumber(row.last_seen);
      if (!first || lastSeen === undefined) return undefined;
      const period = lastSeen - Number(first.at);
      if (period < SHORTEST_GROWTH_MS) return undefined;
      return ((usedBytes - Number(first.disk_used_bytes)) / period) * DAY_MS;
    };
  }

  private async rows<Column extends keyof CurrentRow>(
    visibility: Visibility,
    columns: readonly Column[],
  ): Promise<Array<Pick<CurrentRow, Column>>> {
    const query = currentNodes(this.knex, this.now());
    whereVisible(query, visibility);
    const rows: unknown = await query.orderBy('name').select([...columns]);
    return rows as Array<Pick<CurrentRow, Column>>;
  }
}

/** Groups by network, in the order of their names. */
function byNetwork<Row extends { network: string }>(
  rows: readonly Row[],
): Array<[string, Row[]]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.network) ?? [];
    group.push(row);
    groups.set(row.network, group);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other));
}

function countedClients<Row extends { count: number | string }>(
  rows: readonly Row[],
  clientOf: (row: Row) => string | null,
): FleetDiversity['networks'][number]['execution'] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const client = clientOf(row) ?? UNKNOWN_CLIENT;
    counts.set(client, (counts.get(client) ?? 0) + Number(row.count));
  }
  const total = sum([...counts.values()], count => count);
  return [...counts]
    .map(([client, nodes]) => ({ client, nodes, share: nodes / total }))
    .sort(
      (one, other) =>
        other.nodes - one.nodes || one.client.localeCompare(other.client),
    );
}

function sum<Item>(
  items: readonly Item[],
  valueOf: (item: Item) => number,
): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

/** Also for infinite numbers. */
function compare(one: number, other: number): number {
  return one === other ? 0 : Math.sign(one - other);
}

function byName(
  one: { name: string; id: string },
  other: { name: string; id: string },
): number {
  return one.name.localeCompare(other.name) || one.id.localeCompare(other.id);
}

function named(row: Pick<CurrentRow, (typeof NAMED)[number]>) {
  return {
    id: row.id,
    name: row.name,
    network: row.network,
    ownerRef: row.owner_ref ?? undefined,
  };
}
