import type {
  ClusterStatus,
  FleetSummary,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import type { EveryField } from '../everyField';
import { parseCodedMessage } from './codedMessages';
import { currentNodes } from './currentNodes';
import type { ClusterRow, DriverRow } from './rows';
import { toIsoTime } from './rows';
import type { Visibility } from './visibility';
import { whereVisible } from './visibility';

/** Number of nodes with the same state, readiness, network, client and cluster. */
interface Group {
  state: NodeState;
  ready: boolean;
  network: string;
  client: string;
  cluster: string | null;
  count: number;
}

/** Totals of the fleet. */
export class FleetQueries {
  private readonly knex: Knex;
  private readonly now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.knex = knex;
    this.now = now;
  }

  async summary(visibility: Visibility): Promise<FleetSummary> {
    const groups = await this.groups(visibility);
    const clusters: Array<DriverRow<ClusterRow>> = await this.knex<
      DriverRow<ClusterRow>
    >('clusters')
      .orderBy('name')
      .select();
    return {
      total: total(groups),
      ready: total(groups.filter(group => group.ready)),
      byState: tally(groups, group => group.state),
      byNetwork: [...new Set(groups.map(group => group.network))]
        .sort()
        .map(network => {
          const here = groups.filter(group => group.network === network);
          return {
            network,
            total: total(here),
            ready: total(here.filter(group => group.ready)),
            executionClients: tally(here, group => group.client),
          };
        }),
      clusters: clusters
        .map(row =>
          toClusterStatus(
            row,
            total(groups.filter(group => group.cluster === row.name)),
          ),
        )
        .flatMap(cluster => redactCluster(cluster, visibility)),
    };
  }

  private async groups(visibility: Visibility): Promise<Group[]> {
    const columns = [
      'state',
      'ready',
      'network',
      'execution_client',
      'cluster',
    ];
    const query = currentNodes(this.knex, this.now())
      .groupBy(columns)
      .select(columns)
      .count({ count: '*' });
    whereVisible(query, visibility);
    const rows: Array<
      Omit<DriverRow<Group>, 'client'> & { execution_client: string | null }
    > = await query;
    return rows.map(row => ({
      state: row.state,
      ready: Boolean(row.ready),
      network: row.network,
      client: row.execution_client ?? 'unknown',
      cluster: row.cluster,
      count: Number(row.count),
    }));
  }
}

function total(groups: Group[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

function tally<K extends string>(
  groups: Group[],
  key: (group: Group) => K,
): Record<K, number> {
  // Client names are untrusted, e.g. `constructor`.
  const counts: Partial<Record<K, number>> = Object.create(null);
  for (const group of groups) {
    counts[key(group)] = (counts[key(group)] ?? 0) + group.count;
  }
  return counts as Record<K, number>;
}

/** With restricted visibility: only clusters of visible nodes, without error details. */
function redactCluster(
  cluster: ClusterStatus,
  visibility: Visibility,
): ClusterStatus[] {
  if (visibility === 'all') return [cluster];
  return cluster.nodes > 0
    ? [{ ...cluster, error: undefined, errorCoded: undefined }]
    : [];
}

function toClusterStatus(
  row: DriverRow<ClusterRow>,
  nodes: number,
): EveryField<ClusterStatus> {
  const denied = row.status === 'ok' && row.poll_error !== null;
  return {
    name: row.name,
    status: denied ? 'unauthorized' : row.status,
    error: row.error ?? row.poll_error ?? undefined,
    errorCoded: parseCodedMessage(
      row.error === null ? row.poll_error_coded : row.error_coded,
    ),
    lastSuccess: toIsoTime(row.last_success),
    nodes,
  };
}
