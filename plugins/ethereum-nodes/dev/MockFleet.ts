import { NotFoundError } from '@backstage/errors';
import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  DeclaredEntities,
  EthereumNode,
  EthereumNodeDetail,
  EthereumNodesApi,
  FleetCost,
  FleetDisks,
  FleetDiversity,
  FleetForks,
  FleetHeads,
  FleetSnapshots,
  FleetSummary,
  NodeHistory,
  NodeLinks,
  NodePage,
  NodeQuery,
  NodeSnapshotRun,
  NodeSnapshots,
  RequestedSnapshot,
  NodeTimeline,
  TimelineQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { renderEnglishMessage, type NodeState } from '@nodeyard/ethereum';
import { aNodeDetail } from '../src/__testUtils__/aNode';
import { aHistory } from '../src/__testUtils__/aHistory';
import { aTimeline } from '../src/__testUtils__/aTimeline';
import { aSnapshotRun } from '../src/__testUtils__/aSnapshotRun';
import { someSnapshots } from '../src/__testUtils__/someSnapshots';
import { sortWorstFirst } from '../src/states/sortWorstFirst';
import { fleet } from './fleet';

const DAY_MS = 86_400_000;

const podsProxy = say('missing-right', {
  verb: 'get',
  resource: 'pods/proxy',
});

/** REST client with a fixed fleet. Heads of nodes in sync move with the clock. */
export class MockFleet implements EthereumNodesApi {
  private readonly startedAt = Date.now();
  /** When the snapshot of a node was requested. */
  private readonly runs = new Map<string, number>();

  async listNodes(query: NodeQuery = {}): Promise<NodePage> {
    const limit = query.limit ?? 50;
    const start = Number(query.cursor ?? 0);
    const nodes = sortNodes(this.nodes(), query).filter(
      node =>
        includes(query.state, node.state) &&
        includes(query.network, node.network) &&
        includes(query.cluster, node.cluster) &&
        includes(query.owner, node.ownerRef) &&
        includes(query.client, node.executionClient) &&
        includes(query.entityRef, node.entityRef) &&
        node.name.includes(query.q ?? ''),
    );
    const end = start + limit;
    return {
      items: nodes.slice(start, end),
      totalItems: nodes.length,
      nextCursor: end < nodes.length ? String(end) : undefined,
    };
  }

  async getNode(id: string): Promise<EthereumNodeDetail> {
    const node = this.nodes().find(candidate => candidate.id === id);
    if (!node) {
      throw new NotFoundError(`No node ${id}`);
    }
    return node;
  }

  async getHistory(id: string, hours = 24): Promise<NodeHistory> {
    const node = await this.getNode(id);
    return aHistory(node.state, Date.parse(node.since), hours);
  }

  async getTimeline(
    id: string,
    { cursor = '0', limit = 20 }: TimelineQuery = {},
  ): Promise<NodeTimeline> {
    const node = await this.getNode(id);
    const start = Number(cursor);
    const end = start + limit;
    const all = aTimeline(node.state, Date.parse(node.since)).filter(
      entry =>
        entry.type === 'transition' ||
        entry.kind === 'version' ||
        node.source === 'kubernetes',
    );
    return {
      items: all.slice(start, end),
      nextCursor: end < all.length ? String(end) : undefined,
    };
  }

  async getSnapshots(id: string): Promise<NodeSnapshots> {
    const { executionClient } = await this.getNode(id);
    return executionClient === 'geth'
      ? someSnapshots(this.startedAt)
      : { stores: [{ name: 'main', problems: [] }], items: [] };
  }

  async getSnapshotRun(id: string): Promise<NodeSnapshotRun> {
    const { source, name } = await this.getNode(id);
    if (source !== 'kubernetes') return { request: 'not-in-cluster' };
    const startedMs = this.runs.get(id);
    return {
      request: 'allowed',
      run: startedMs === undefined ? undefined : aSnapshotRun(name, startedMs),
    };
  }

  async requestSnapshot(id: string): Promise<RequestedSnapshot> {
    const { cluster, namespace, name } = await this.getNode(id);
    if (cluster === undefined || namespace === undefined) {
      throw new Error(`The node ${name} is not in a cluster`);
    }
    const cronJob = `${name}-snapshot`;
    const job = `${cronJob}-e3b0c44298`;
    this.runs.set(id, Date.now());
    return {
      cluster,
      namespace,
      job,
      cronJob,
      requestedBy: 'user:default/guest',
      logsCommand: `kubectl --namespace ${namespace} logs --follow job/${job}`,
    };
  }

  async listDeclared(entityRefs?: string[]): Promise<DeclaredEntities> {
    const items = [
      {
        entityRef: 'component:default/not-deployed-yet',
        title: 'not-deployed-yet',
        ownerRef: 'group:default/settlement-and-treasury-platform',
      },
      {
        entityRef: 'component:default/refused-url',
        title: 'refused-url',
        ownerRef: 'group:default/payments',
        problem:
          'ethereum.nodeyard.io/execution-url: "https://geth.eth.acme.example:9545" is not allowed: ethereumNodes.annotations.allow lists no { scheme: https, host: geth.eth.acme.example, ports: [9545] }. Use an endpoint that it lists, or ask the operators of Backstage to add this one.',
      },
    ].filter(({ entityRef }) => includes(entityRefs, entityRef));
    return { items, more: false };
  }

  async getFleet(): Promise<FleetSummary> {
    const nodes = this.nodes();
    const byState: FleetSummary['byState'] = {};
    nodes.forEach(({ state }) => {
      byState[state] = (byState[state] ?? 0) + 1;
    });
    return {
      total: nodes.length,
      ready: nodes.filter(({ ready }) => ready).length,
      byState,
      byNetwork: ['mainnet', 'sepolia', 'hoodi'].map(network => ({
        network,
        total: nodes.filter(node => node.network === network).length,
        ready: nodes.filter(node => node.network === network && node.ready)
          .length,
        executionClients: { geth: 40, nethermind: 16 },
      })),
      clusters: [
        { name: 'production-eu-central-1', status: 'ok', nodes: 64 },
        { name: 'production-us-east-1', status: 'ok', nodes: 1 },
        { name: 'staging-eu-central-1', status: 'ok', nodes: 3 },
        {
          name: 'edge',
          status: 'unauthorized',
          error: renderEnglishMessage(fleetMessages, podsProxy, Date.now()),
          errorCoded: podsProxy,
          lastSuccess: new Date(this.startedAt - 130_000).toISOString(),
          nodes: 1,
        },
      ],
    };
  }

  async getFleetDiversity(): Promise<FleetDiversity> {
    const nodes = this.nodes();
    const shares = (clients: Array<string | undefined>) =>
      [...new Set(clients)].map(client => {
        const count = clients.filter(other => other === client).length;
        return {
          client: client ?? 'unknown',
          nodes: count,
          share: count / clients.length,
        };
      });
    return {
      networks: [...new Set(nodes.map(({ network }) => network))].map(
        network => {
          const here = nodes.filter(node => node.network === network);
          return {
            network,
            nodes: here.length,
            execution: shares(here.map(node => node.executionClient)),
            consensus: shares(here.map(node => node.consensusClient)),
          };
        },
      ),
    };
  }

  async getFleetForks(): Promise<FleetForks> {
    const here = this.nodes().filter(({ network }) => network === 'sepolia');
    const notReady = here.filter(({ forkReady }) => !forkReady);
    return {
      networks: [
        {
          network: 'sepolia',
          fork: 'glamsterdam',
          time: new Date(this.startedAt + 12.5 * DAY_MS).toISOString(),
          ready: here.length - notReady.length - 1,
          notReady: notReady.length,
          unknown: 1,
          nodes: notReady,
        },
      ],
    };
  }

  async getFleetSnapshots(): Promise<FleetSnapshots> {
    const nodes = this.nodes().flatMap(node =>
      node.snapshots ? [{ ...node, snapshots: node.snapshots }] : [],
    );
    return { byStatus: { verified: nodes.length }, withoutStore: 2, nodes };
  }

  async getFleetDisks(): Promise<FleetDisks> {
    const nodes = this.nodes().map((node, index) => ({
      ...node,
      usedBytes: (1_900 - index) * 2 ** 30,
      totalBytes: 2_000 * 2 ** 30,
      bytesPerDay: 7.5 * 2 ** 30,
      daysLeft: (100 + index) / 7.5,
    }));
    return { known: nodes.length, unknown: 3, nodes: nodes.slice(0, 100) };
  }

  async getFleetCost(): Promise<FleetCost> {
    const nodes = this.nodes().filter(({ source }) => source === 'kubernetes');
    const month = 412;
    const owners = [...new Set(nodes.map(({ ownerRef }) => ownerRef))];
    return {
      prices: { asOf: '2026-11', currency: 'EUR' },
      month: month * nodes.length,
      unknown: this.nodes().length - nodes.length,
      owners: owners.map(ownerRef => {
        const owned = nodes.filter(node => node.ownerRef === ownerRef).length;
        return { ownerRef, nodes: owned, month: owned * month, budget: 1_000 };
      }),
      nodes: nodes.map(({ id, name, network, ownerRef }) => ({
        ...{ id, name, network, ownerRef },
        month,
      })),
    };
  }

  async getFleetHeads(): Promise<FleetHeads> {
    const headTime = new Date(this.clockOf('SYNCED')).toISOString();
    return {
      networks: [
        {
          network: 'hoodi',
          status: 'stalled',
          headNumber: 1_512_901,
          headTime: new Date(this.startedAt - 900_000).toISOString(),
          responding: 3,
          fresh: 0,
          notFinalizing: 3,
        },
        {
          network: 'mainnet',
          status: 'advancing',
          headNumber: 25_123_456,
          headTime,
          responding: 54,
          fresh: 51,
          notFinalizing: 0,
        },
      ],
    };
  }

  private nodes(): EthereumNodeDetail[] {
    return fleet.map(member => {
      const {
        name,
        state,
        cluster,
        network = 'sepolia',
        client = 'geth',
        consensus = 'lighthouse',
        owner = 'payments',
        forkReady = true,
      } = member;
      return aNodeDetail(
        {
          id: cluster ? `${cluster}~${owner}~${name}` : `static~${name}`,
          source: cluster ? 'kubernetes' : 'static',
          name,
          state,
          cluster,
          namespace: cluster && owner,
          network,
          executionClient: client,
          consensusClient: consensus,
          ownerRef: `group:default/${owner}`,
          entityRef: `component:default/${member.entity}`,
          forkReady,
          ...(cluster && {
            callersUrl: `http://${network}-gateway.${owner}.svc.cluster.local:8545`,
            links: createLinks(cluster, owner, network, name, state),
          }),
          snapshots: {
            status: state === 'STALLED' ? 'failing' : 'verified',
            blockTime: new Date(this.startedAt - 93_600_000).toISOString(),
            storeFailing: false,
          },
          ...(member.finalizing === false && { finalizing: false }),
        },
        this.clockOf(state),
      );
    });
  }

  /** Nodes in sync follow the slots of the current time; the others keep their start time. */
  private clockOf(state: string): number {
    const isMoving = state === 'SYNCED' || state === 'INDEXING';
    return isMoving
      ? Math.floor(Date.now() / 12_000) * 12_000 + 3_000
      : this.startedAt;
  }
}

/** Links as the backend renders those of its README. */
function createLinks(
  cluster: string,
  namespace: string,
  network: string,
  name: string,
  state: NodeState,
): NodeLinks {
  const matchers = encodeURIComponent(
    `{namespace="${namespace}",network="${network}",node="${name}"}`,
  );
  return {
    runbook: `https://github.com/nodeyard/nodeyard/blob/main/docs/runbooks/node-states.md#${state
      .toLowerCase()
      .replaceAll('_', '-')}`,
    dashboard: `https://grafana.example.com/d/nodeyard-node?var-network=${network}&var-namespace=${namespace}&var-node=${name}`,
    logs: `https://grafana.example.com/explore?cluster=${cluster}&namespace=${namespace}`,
    alerts: `https://alertmanager.example.com/#/alerts?filter=${matchers}`,
    silence: `https://alertmanager.example.com/#/silences/new?filter=${matchers}`,
  };
}

/** Sorts like the backend, without its tie-breakers. */
function sortNodes(
  nodes: EthereumNodeDetail[],
  { orderBy = 'severity', order = 'asc' }: NodeQuery,
): EthereumNode[] {
  const by = {
    severity: () => 0,
    name: (a: EthereumNode, b: EthereumNode) => a.name.localeCompare(b.name),
    network: (a: EthereumNode, b: EthereumNode) =>
      a.network.localeCompare(b.network),
    head: (a: EthereumNode, b: EthereumNode) =>
      (a.headNumber ?? -1) - (b.headNumber ?? -1),
    since: (a: EthereumNode, b: EthereumNode) =>
      Date.parse(a.since) - Date.parse(b.since),
  }[orderBy];
  const sorted = sortWorstFirst(nodes).sort(by);
  return order === 'desc' ? sorted.reverse() : sorted;
}

function includes<T>(
  allowed: readonly T[] | undefined,
  value: T | undefined,
): boolean {
  return (
    allowed === undefined || (value !== undefined && allowed.includes(value))
  );
}
