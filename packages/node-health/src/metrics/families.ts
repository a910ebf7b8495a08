import {
  nodeStates,
  type ForkReadiness,
  type NodeStatus,
  type Reply,
} from '@nodeyard/ethereum';

/** One value with its labels. */
export type Series = [value: number, labels?: Record<string, string>];

/** Gauge derived from the status. It has no series if the value is unknown: a stale or default value would be wrong. */
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
    help: 'State of the node: 1 for the current state, 0 for all others.',
    labels: ['state'],
    series: ({ verdict }) =>
      nodeStates.map(state => [Number(state === verdict.state), { state }]),
  },
  {
    name: 'eth_node_ready',
    help: 'Whether the node is ready for callers, after hysteresis (1 or 0).',
    series: ({ verdict }) => [[Number(verdict.ready)]],
  },
  {
    name: 'eth_node_head_number',
    help: 'Number of the head block of the execution client.',
    series: status => execution(status, ({ head }) => [[head.number]]),
  },
  {
    name: 'eth_node_head_age_seconds',
    help: 'Seconds since the timestamp of the head block; negative if the local clock is behind.',
    series: (status, nowMs) =>
      execution(status, ({ head }) => [[nowMs / 1000 - head.timestamp]]),
  },
  {
    name: 'eth_node_sync_rate',
    help: 'Seconds of chain time processed per second: 1 keeps pace with the network, 0 makes no progress.',
    series: ({ verdict }) => toSeries(verdict.evidence.syncRate),
  },
  {
    name: 'eth_node_peers',
    help: 'Number of connected peers by layer.',
    labels: ['layer'],
    series: status => [
      ...execution(status, ({ peers }) =>
        toSeries(peers, { layer: 'execution' }),
      ),
      ...consensus(status, ({ peers }) =>
        toSeries(peers, { layer: 'consensus' }),
      ),
    ],
  },
  {
    name: 'eth_node_cl_sync_distance',
    help: 'Slots between the head of the consensus client and the current slot, as the client reports it.',
    series: status => consensus(status, ({ syncDistance }) => [[syncDistance]]),
  },
  {
    name: 'eth_node_cl_optimistic',
    help: 'Whether the head of the consensus client is optimistic: not yet verified by the execution client (1 or 0).',
    series: status =>
      consensus(status, ({ isOptimistic }) => [[Number(isOptimistic)]]),
  },
  {
    name: 'eth_node_cl_el_offline',
    help: 'Whether the consensus client reports its execution client as offline (1 or 0).',
    series: status =>
      consensus(status, ({ elOffline }) => [[Number(elOffline)]]),
  },
  {
    name: 'eth_node_fork_ready',
    help: 'Whether both clients are configured for the scheduled fork (1 or 0); absent if unknown.',
    labels: ['fork'],
    series: ({ verdict }) => forkReady(verdict.forks),
  },
  {
    name: 'eth_node_next_fork_timestamp_seconds',
    help: 'Activation time of the next scheduled fork, or of the first fork that a client has wrong, as Unix time.',
    series: ({ verdict }) => toSeries(nextForkTime(verdict.forks)),
  },
  {
    name: 'eth_node_finality_distance_epochs',
    help: 'Epochs between the finalized and the current epoch; 2 to 3 are normal.',
    series: ({ verdict }) => toSeries(verdict.finality?.distanceEpochs),
  },
  {
    name: 'eth_node_finalizing',
    help: 'Whether the chain that the node follows finalizes (1 or 0); absent if unknown.',
    series: ({ verdict: { finality } }) =>
      toSeries(
        finality?.finalizing === undefined
          ? undefined
          : Number(finality.finalizing),
      ),
  },
  {
    name: 'eth_node_info',
    help: 'Identity of the node and versions of its clients as labels; always 1.',
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
    help: 'Used bytes of the file system of the data directory.',
    series: ({ sample }) => toSeries(sample?.disk?.usedBytes),
  },
  {
    name: 'eth_node_disk_total_bytes',
    help: 'Size of the file system of the data directory in bytes.',
    series: ({ sample }) => toSeries(sample?.disk?.totalBytes),
  },
  {
    name: 'eth_node_probe_duration_seconds',
    help: 'Duration of the newest probe by layer in seconds; absent if the probe failed.',
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

function toSeries(
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

/** A fork that a client has wrong takes precedence: a withdrawn or missed fork may be long past. */
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
