import {
  nodeStates,
  type ForkReadiness,
  type NodeStatus,
  type Reply,
} from '@nodeyard/ethereum';

/** One value with its labels. */
export type Series = [value: number, labels?: Record<string, string>];

/** A gauge that follows from the status. What cannot be told has no series: an old or invented value would mislead. */
export interface Family {
  name: string;
  help: string;
  labels?: string[];
  series(status: NodeStatus, nowMs: number): Series[];
}

/** The sidecar's gauges, the same for every client. */
export const families: Family[] = [
  {
    name: 'eth_node_state',
    help: '1 for the state that the node is in, 0 for every other',
    labels: ['state'],
    series: ({ verdict }) =>
      nodeStates.map(state => [Number(state === verdict.state), { state }]),
  },
  {
    name: 'eth_node_ready',
    help: 'Whether callers may use the node, after hysteresis: 1 or 0',
    series: ({ verdict }) => [[Number(verdict.ready)]],
  },
  {
    name: 'eth_node_head_number',
    help: "Number of the execution client's head block",
    series: status => execution(status, ({ head }) => [[head.number]]),
  },
  {
    name: 'eth_node_head_age_seconds',
    help: 'Seconds since the time stamp of the head block; negative when our own clock is behind',
    series: (status, nowMs) =>
      execution(status, ({ head }) => [[nowMs / 1000 - head.timestamp]]),
  },
  {
    name: 'eth_node_sync_rate',
    help: 'Chain seconds gained per wall second: 1 follows the network, 0 stands still',
    series: ({ verdict }) => known(verdict.evidence.syncRate),
  },
  {
    name: 'eth_node_peers',
    help: 'Connected peers of one layer',
    labels: ['layer'],
    series: status => [
      ...execution(status, ({ peers }) => known(peers, { layer: 'execution' })),
      ...consensus(status, ({ peers }) => known(peers, { layer: 'consensus' })),
    ],
  },
  {
    name: 'eth_node_cl_sync_distance',
    help: 'Slots from the head of the consensus client to the current slot, as it says',
    series: status => consensus(status, ({ syncDistance }) => [[syncDistance]]),
  },
  {
    name: 'eth_node_cl_optimistic',
    help: 'Whether the execution client has yet to verify the head of the consensus client: 1 or 0',
    series: status =>
      consensus(status, ({ isOptimistic }) => [[Number(isOptimistic)]]),
  },
  {
    name: 'eth_node_cl_el_offline',
    help: 'Whether the consensus client cannot reach the execution client: 1 or 0',
    series: status =>
      consensus(status, ({ elOffline }) => [[Number(elOffline)]]),
  },
  {
    name: 'eth_node_fork_ready',
    help: 'Whether every layer knows the next scheduled fork: 1 or 0, absent when it cannot be told',
    labels: ['fork'],
    series: ({ verdict }) => forkReady(verdict.forks),
  },
  {
    name: 'eth_node_next_fork_timestamp_seconds',
    help: 'Unix time at which the next scheduled fork activates, or the first that a client of the node has wrong',
    series: ({ verdict }) => known(nextForkTime(verdict.forks)),
  },
  {
    name: 'eth_node_finality_distance_epochs',
    help: 'Epochs from the finalized one to the present one; 2 to 3 are normal',
    series: ({ verdict }) => known(verdict.finality?.distanceEpochs),
  },
  {
    name: 'eth_node_finalizing',
    help: 'Whether the chain that the node follows finalizes: 1 or 0, absent when it cannot be determined',
    series: ({ verdict: { finality } }) =>
      known(
        finality?.finalizing === undefined
          ? undefined
          : Number(finality.finalizing),
      ),
  },
  {
    name: 'eth_node_info',
    help: 'Always 1; the labels say which node it is and which versions its clients have',
    labels: [
      'node',
      'network',
      'execution_client',
      'execution_version',
      'consensus_client',
      'consensus_version',
    ],
    series: status => [[1, identity(status)]],
  },
  {
    name: 'eth_node_disk_used_bytes',
    help: "Bytes in use on the data folder's file system",
    series: ({ sample }) => known(sample?.disk?.usedBytes),
  },
  {
    name: 'eth_node_disk_total_bytes',
    help: "Size of the data folder's file system in bytes",
    series: ({ sample }) => known(sample?.disk?.totalBytes),
  },
  {
    name: 'eth_node_probe_duration_seconds',
    help: 'How long the newest probe of one layer took; absent when it failed',
    labels: ['layer'],
    series: ({ sample }) =>
      sample
        ? [
            ...duration(sample.execution, 'execution'),
            ...duration(sample.consensus, 'consensus'),
          ]
        : [],
  },
];

type Sample = NonNullable<NodeStatus['sample']>;
type Ok<R> = Extract<R, { kind: 'ok' }> extends { value: infer Value }
  ? Value
  : never;

function execution(
  { sample }: NodeStatus,
  series: (value: Ok<Sample['execution']>) => Series[],
): Series[] {
  return sample?.execution.kind === 'ok' ? series(sample.execution.value) : [];
}

function consensus(
  { sample }: NodeStatus,
  series: (value: Ok<Sample['consensus']>) => Series[],
): Series[] {
  return sample?.consensus.kind === 'ok' ? series(sample.consensus.value) : [];
}

function known(
  value: number | undefined,
  labels?: Record<string, string>,
): Series[] {
  return value === undefined ? [] : [[value, labels]];
}

function duration(
  reply: Reply<unknown> | { kind: 'not-configured' },
  layer: string,
): Series[] {
  return reply.kind === 'ok' ? [[reply.ms / 1000, { layer }]] : [];
}

const isUnready = ({ verdict }: ForkReadiness) =>
  verdict === 'MISSING' || verdict === 'MISMATCH';

/** The fork that a client has wrong counts first: one that was withdrawn, or missed, may be long past. */
function nextForkTime(forks: ForkReadiness[]): number | undefined {
  const times = (of: ForkReadiness[]) => of.flatMap(({ time }) => time ?? []);
  const [first] = [
    ...times(forks.filter(isUnready)).sort((a, b) => a - b),
    ...times(forks),
  ];
  return first;
}

function forkReady(forks: ForkReadiness[]): Series[] {
  const names = new Set(forks.flatMap(({ fork }) => fork ?? []));
  return [...names].flatMap(fork => {
    const layers = forks.filter(layer => layer.fork === fork);
    if (layers.some(isUnready)) return [[0, { fork }]];
    return layers.every(({ verdict }) => verdict === 'READY')
      ? [[1, { fork }]]
      : [];
  });
}

function identity(status: NodeStatus): Record<string, string> {
  const {
    name,
    network,
    executionClient = '',
    consensusClient = '',
  } = status.node;
  const { execution: el, consensus: cl } = status.sample ?? {};
  return {
    node: name,
    network,
    execution_client: executionClient,
    execution_version: el?.kind === 'ok' ? el.value.clientVersion ?? '' : '',
    consensus_client: consensusClient,
    consensus_version: cl?.kind === 'ok' ? cl.value.clientVersion ?? '' : '',
  };
}
