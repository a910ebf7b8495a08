import type { Network } from '../networks/schema';
import { clockSkewSeconds, FreshHeadSlots, headAgeSeconds } from './head';
import { CatchUpRate } from './rate';
import type { NodeSample } from './sample';
import type { Facts } from './state';
import type { NodeState } from './verdict';
import { duration, failureWords } from './words';

/** What the words are made of. */
export type Told = Facts & {
  rate?: number;
  /** Beginning of the state, when it was known before this judgement. */
  since?: number;
};

const titles: Record<NodeState, string> = {
  WRONG_NETWORK: 'On the wrong network',
  UNREACHABLE: 'Unreachable',
  WAITING_FOR_CL: 'Waiting for its consensus client',
  STALLED: 'Stalled',
  BEHIND: 'Behind',
  SYNCING: 'Syncing',
  NETWORK_STALL: 'The network stands still',
  UNKNOWN: 'Unknown',
  INDEXING: 'In sync, building indexes',
  SYNCED: 'In sync',
};

/** The state and its decisive reason in one sentence. */
export const summaryOf = (state: NodeState, [reason]: readonly string[]) =>
  `${titles[state]}: ${reason}`;

type Words = (told: Told) => Array<string | undefined>;

const byState: Record<NodeState, Words> = {
  WRONG_NETWORK: ({ network, newest }) => [wrongNetwork(network, newest)],
  UNREACHABLE: ({ samples, since }) => [
    failureWords('execution', samples, since),
    failureWords('consensus', samples, since),
  ],
  WAITING_FOR_CL: told => [
    waiting(told),
    noPeers(told.newest),
    headWords(told.newest),
  ],
  STALLED: told => [
    `${headWords(told.newest)} and has not moved for 5 min or longer`,
    noPeers(told.newest) ?? somePeers(told.newest),
    ...consensusWords(told),
  ],
  BEHIND: told => [
    notFresh(told),
    ...consensusWords(told),
    noPeers(told.newest),
    fastClock(told),
  ],
  SYNCING: told => [
    syncWords(told),
    noPeers(told.newest),
    ...consensusWords(told),
  ],
  NETWORK_STALL: ({ newest, others }) => [
    `${headWords(newest)}, and so is that of ${
      others?.count
    } other node(s) of this network: ` +
      'not the fault of this node, do not restart it',
  ],
  UNKNOWN: () => ['not looked at yet'],
  INDEXING: ({ newest }) => [
    `${headWords(
      newest,
    )}; the client still builds its indexes, so some old transactions may not be found yet`,
  ],
  SYNCED: ({ newest }) => [
    headWords(newest),
    newest.consensus.kind === 'ok'
      ? 'consensus client confirms the head'
      : 'no consensus client is configured that could confirm it',
  ],
};

/** Why a node is in its state, in words that a person can act on; the decisive one first. */
export function reasonsFor(state: NodeState, told: Told): string[] {
  const reasons = byState[state](told).filter(reason => reason !== undefined);
  const skew = clockSkewSeconds(told.network, told.newest);
  return skew === undefined
    ? reasons
    : [
        ...reasons,
        `our own clock is ${duration(skew)} behind the network: set it (NTP)`,
      ];
}

function wrongNetwork(
  network: Network,
  { execution }: NodeSample,
): string | undefined {
  if (execution.kind !== 'ok') {
    return undefined;
  }
  const { chainId, genesisHash } = execution.value;
  return chainId === network.chainId
    ? `execution client has genesis ${genesisHash}, ${network.name} has ${network.genesisHash}: ` +
        'its datadir was made for another network'
    : `execution client is on chain ${chainId}, ${network.name} is chain ${network.chainId}`;
}

function waiting({ samples, since, newest: { consensus } }: Told): string {
  if (consensus.kind === 'ok' && consensus.value.elOffline) {
    return 'consensus client does not reach the execution client: check the engine endpoint and the JWT secret';
  }
  return (
    failureWords('consensus', samples, since) ??
    `execution client is at block 0 and waits for a consensus client to tell it the head${
      consensus.kind === 'ok'
        ? ': check the engine endpoint and the JWT secret'
        : '; none is configured'
    }`
  );
}

function headWords(sample: NodeSample): string | undefined {
  const age = headAgeSeconds(sample);
  return sample.execution.kind === 'ok' && age !== undefined
    ? `head is block ${sample.execution.value.head.number}, ${duration(
        age,
      )} old`
    : undefined;
}

function notFresh(told: Told): string | undefined {
  const head = headWords(told.newest);
  const age = headAgeSeconds(told.newest) ?? 0;
  if (age <= FreshHeadSlots * told.network.secondsPerSlot) {
    return `${head}, but the consensus client does not confirm it`;
  }
  return told.rate === undefined
    ? head
    : `${head}, and gains ${told.rate.toFixed(
        1,
      )} s of chain per second: not catching up`;
}

function syncWords({ network, newest, rate }: Told): string | undefined {
  const { execution } = newest;
  if (execution.kind !== 'ok') {
    return undefined;
  }
  const { head, syncing } = execution.value;
  const age = headAgeSeconds(newest) ?? 0;
  if (rate !== undefined && rate > CatchUpRate) {
    return `${headWords(newest)}, and gains ${rate.toFixed(
      1,
    )} s of chain per second`;
  }
  if (syncing !== false && syncing.highestBlock > syncing.currentBlock) {
    return `execution client is at block ${syncing.currentBlock} of ${syncing.highestBlock}`;
  }
  return head.number === 0
    ? `execution client has started to sync ${network.name} and has no block yet`
    : `execution client is syncing; its head is ${duration(age)} old`;
}

function noPeers({ execution }: NodeSample): string | undefined {
  return execution.kind === 'ok' && execution.value.peers === 0
    ? 'execution client has no peers: check its p2p port, firewall and bootnodes'
    : undefined;
}

/** Nothing where the client does not tell its peers, as anvil. */
function somePeers({ execution }: NodeSample): string | undefined {
  return execution.kind === 'ok' && execution.value.peers !== undefined
    ? 'execution client has peers, so its connection to the network is not the cause'
    : undefined;
}

function consensusWords({
  newest: { execution, consensus },
}: Told): Array<string | undefined> {
  if (consensus.kind === 'not-configured') {
    return [
      'no consensus client is configured that could be asked: look at the one that drives this node',
    ];
  }
  if (consensus.kind === 'failed') {
    return [];
  }
  const { isOptimistic, syncDistance, peers } = consensus.value;
  const idle = execution.kind === 'ok' && execution.value.syncing === false;
  return [
    peers === 0
      ? 'consensus client has no peers: check its p2p port, firewall and bootnodes'
      : undefined,
    isOptimistic && idle && peers > 0
      ? 'consensus client is optimistic while the execution client has nothing to do: ' +
        'they do not reach each other (engine endpoint, JWT secret)'
      : undefined,
    isOptimistic && !idle
      ? 'consensus client waits for the execution client to confirm its head'
      : undefined,
    syncDistance > FreshHeadSlots
      ? `consensus client is ${syncDistance} slots behind`
      : undefined,
  ];
}

/** A head that moves with the network, confirmed, and yet old: the clock that says so is wrong. */
function fastClock({ rate, newest }: Told): string | undefined {
  const { consensus } = newest;
  const moves = rate !== undefined && rate > 0.5 && rate <= CatchUpRate;
  const confirmed =
    consensus.kind === 'ok' &&
    !consensus.value.isOptimistic &&
    consensus.value.syncDistance === 0;
  return moves && confirmed
    ? `the head moves with the network and is confirmed: our own clock may be ${duration(
        headAgeSeconds(newest) ?? 0,
      )} fast`
    : undefined;
}
