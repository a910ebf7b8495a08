import type { Network } from '../networks/schema';
import { diskWords } from './diskSpace';
import {
  blockWithoutState,
  clockSkewSeconds,
  FreshHeadSlots,
  freshSeconds,
  headAgeSeconds,
  isAtGenesis,
} from './head';
import { blocksOf } from './progress';
import { CatchUpRate, movedWithin } from './rate';
import type { NodeSample } from './sample';
import { standsFor, standstillWords } from './standstill';
import { isIdle, saysSyncing, type Facts } from './state';
import type { JudgedState, NodeState } from './verdict';
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
  MAINTENANCE: 'Maintenance',
  INDEXING: 'In sync, building indexes',
  SYNCED: 'In sync',
};

/** The state and its decisive reason in one sentence. */
export const summaryOf = (state: NodeState, [reason]: readonly string[]) =>
  `${titles[state]}: ${reason}`;

const headSentence =
  /^head is block \d+, (?:\d+ (?:d|h|min|s) ?)+old(?:,? (?:and|but) |, )?/;

/**
 * What the `summary` of a {@link Verdict} says beyond the state, its head and the age of that: for a list that has columns for these.
 * @returns undefined when it says nothing else
 * @public
 */
export function reasonBesideHead(
  state: NodeState,
  summary: string,
): string | undefined {
  const title = `${titles[state]}: `;
  const start = summary.indexOf(title);
  const reason = (
    start < 0 ? summary : summary.slice(start + title.length)
  ).replace(headSentence, '');
  return reason === '' || reason === titles[state] ? undefined : reason;
}

type Words = (told: Told) => Array<string | undefined>;

const byState: Record<JudgedState, Words> = {
  WRONG_NETWORK: ({ network, newest }) => [wrongNetwork(network, newest)],
  UNREACHABLE: ({ samples, newest, since }) => [
    failureWords('execution', samples, since),
    failureWords('consensus', samples, since),
    diskWords(newest),
  ],
  WAITING_FOR_CL: told => [
    waiting(told),
    standstillWords(told),
    noPeers(told),
    diskWords(told.newest),
    headWords(told.newest),
  ],
  STALLED: told => [
    `${headWords(told.newest)} and has not moved for 5 min or longer`,
    noPeers(told) ?? somePeers(told.newest),
    ...consensusWords(told),
    standstillWords(told),
    diskWords(told.newest),
  ],
  BEHIND: told => [
    notFresh(told),
    ...consensusWords(told),
    standstillWords(told),
    noPeers(told),
    diskWords(told.newest),
    fastClock(told),
  ],
  SYNCING: told => [
    syncWords(told),
    noPeers(told),
    ...consensusWords(told),
    diskWords(told.newest),
  ],
  NETWORK_STALL: ({ newest, others }) => [
    `${headWords(newest)}, and none of ${
      others?.count
    } other node(s) of this network has a newer one: ` +
      'look for what they share, do not restart it',
  ],
  UNKNOWN: () => ['not looked at yet'],
  INDEXING: ({ newest }) => [
    `${headWords(
      newest,
    )}; the client still builds indexes or fetches history, so some old blocks and transactions may not be found yet`,
  ],
  SYNCED: ({ newest }) => [
    headWords(newest),
    newest.consensus.kind === 'ok'
      ? 'consensus client confirms the head'
      : 'no consensus client is configured that could confirm it',
  ],
};

/** Why a node is in its state, in words that a person can act on; the decisive one first. */
export function reasonsFor(state: JudgedState, told: Told): string[] {
  const reasons = byState[state](told).filter(reason => reason !== undefined);
  const skew = clockSkewSeconds(told.network, told.newest);
  return skew === undefined ? reasons : [...reasons, skewWords(told, skew)];
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

/**
 * Who is wrong about the time. Blocks from the future are refused on a public network, and a consensus client that is in
 * step by its own clock has ours as its only other opinion; on a devnet without one, the blocks may be ahead.
 */
function skewWords({ network, newest }: Told, skew: number): string {
  const { consensus } = newest;
  const isInStep =
    consensus.kind === 'ok' && consensus.value.syncDistance === 0;
  return network.kind === 'public' || isInStep
    ? `our own clock is ${duration(skew)} behind the network: set it (NTP)`
    : `the head is ${duration(
        skew,
      )} ahead of our own clock: one of the two is wrong`;
}

function waiting({ samples, since, newest: { consensus } }: Told): string {
  if (consensus.kind === 'not-configured') {
    return 'execution client is at block 0 and waits for a consensus client to tell it the head; none is configured that could be asked';
  }
  if (consensus.kind === 'failed') {
    return failureWords('consensus', samples, since) ?? '';
  }
  const { elOffline, syncDistance, headSlot } = consensus.value;
  if (elOffline) {
    return 'consensus client does not reach the execution client: check the engine endpoint and the JWT secret';
  }
  if (headSlot === 0 && syncDistance <= FreshHeadSlots) {
    return 'execution client is at block 0 and waits for a head; the consensus client is itself at slot 0';
  }
  return syncDistance > FreshHeadSlots
    ? `execution client is at block 0 and waits for a head; the consensus client is itself ${syncDistance} slots behind`
    : `execution client is at block 0, and the consensus client has its own head (slot ${headSlot}) for confirmed: ` +
        'look whether its engine endpoint is this execution client, and in both logs for engine calls';
}

function headWords(sample: NodeSample): string | undefined {
  const block = blockWithoutState(sample);
  if (block !== undefined) {
    return `head is block 0, while the chain of the execution client ends at block ${block}: the state of that block is not there`;
  }
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
  if (age <= freshSeconds(told.network) && !isAtGenesis(told.newest)) {
    return `${head}, but the consensus client does not confirm it`;
  }
  return told.rate === undefined
    ? head
    : `${head}, and gains ${told.rate.toFixed(
        1,
      )} s of chain per second: not catching up`;
}

function syncWords({ network, newest, rate }: Told): string | undefined {
  if (rate !== undefined && rate > CatchUpRate) {
    return `${headWords(newest)}, and gains ${rate.toFixed(
      1,
    )} s of chain per second`;
  }
  const blocks = blocksOf(network, newest);
  if (blocks && blocks.highestBlock > blocks.currentBlock) {
    return `execution client is at block ${blocks.currentBlock} of ${
      blocks.isEstimate ? 'about ' : ''
    }${blocks.highestBlock}`;
  }
  return isAtGenesis(newest)
    ? `execution client is at block 0 of ${network.name} and says that it syncs, without figures yet`
    : `execution client is syncing; its ${headWords(newest)}`;
}

/** One that has just started has none yet. */
function noPeers({ network, samples }: Told): string | undefined {
  return standsFor(
    samples,
    freshSeconds(network),
    ({ execution }) => execution.kind === 'ok' && execution.value.peers === 0,
  )
    ? 'execution client has no peers: check its p2p port, firewall and bootnodes'
    : undefined;
}

/** Nothing where the client does not tell its peers, as anvil. Peers may lack what is asked of them: no cause is ruled out. */
function somePeers({ execution }: NodeSample): string | undefined {
  return execution.kind === 'ok' && execution.value.peers !== undefined
    ? `execution client has peers (${execution.value.peers}): look in its log for what it waits for, or refused`
    : undefined;
}

function consensusWords({ newest }: Told): Array<string | undefined> {
  const { consensus } = newest;
  if (consensus.kind === 'not-configured') {
    return [
      'no consensus client is configured that could be asked: look at the one that drives this node',
    ];
  }
  if (consensus.kind === 'failed') {
    return [];
  }
  const { isOptimistic, syncDistance, peers } = consensus.value;
  const hasNothingToFetch =
    isIdle(newest) &&
    !saysSyncing(newest) &&
    blockWithoutState(newest) === undefined;
  return [
    peers === 0
      ? 'consensus client has no peers: check its p2p port, firewall and bootnodes'
      : undefined,
    isOptimistic && hasNothingToFetch && peers !== 0
      ? 'consensus client is optimistic while the execution client says that it has no blocks to fetch: ' +
        'look in the log of the consensus client for engine calls that fail (endpoint, JWT secret), ' +
        'and in that of the execution client for a repair of its state or blocks that it refused'
      : undefined,
    isOptimistic && !hasNothingToFetch
      ? 'consensus client waits for the execution client to confirm its head'
      : undefined,
    syncDistance > FreshHeadSlots
      ? `consensus client is ${syncDistance} slots behind`
      : undefined,
  ];
}

/**
 * A head that moves with the network and is yet old: the clock that says so is wrong, if it is the head that the consensus
 * client confirms. Else the two are not of one pair, or the execution client is late by itself.
 */
function fastClock({
  network,
  rate,
  samples,
  newest,
}: Told): string | undefined {
  const { execution, consensus } = newest;
  // The rate still has the movement from before a stall in it.
  const moves =
    rate !== undefined &&
    rate > 0.5 &&
    rate <= CatchUpRate &&
    movedWithin(samples, freshSeconds(network) - network.secondsPerSlot);
  if (
    !moves ||
    execution.kind !== 'ok' ||
    consensus.kind !== 'ok' ||
    consensus.value.isOptimistic ||
    consensus.value.syncDistance > 0 ||
    network.genesisTime === undefined
  ) {
    return undefined;
  }
  const slotTime =
    network.genesisTime + consensus.value.headSlot * network.secondsPerSlot;
  const apart = slotTime - execution.value.head.timestamp;
  return Math.abs(apart) <= freshSeconds(network)
    ? `the head moves with the network and is confirmed: our own clock may be ${duration(
        headAgeSeconds(newest) ?? 0,
      )} fast`
    : `the consensus client confirms a head that is ${duration(
        Math.abs(apart),
      )} ${apart > 0 ? 'newer' : 'older'} than that of this execution client`;
}
