import type { Network } from '../networks/schema';
import { oldDataRemark } from './dataAge';
import { finalityOf } from './finality';
import { forkReadiness } from './forks';
import { clockSkewSeconds, headAgeSeconds } from './head';
import { progressOf } from './progress';
import { networkProof, withGenesisSeenBefore } from './proof';
import { smoothedRate } from './rate';
import { isReady } from './readiness';
import { reasonsFor, summaryOf } from './reasons';
import { remarks } from './remarks';
import type { NodeSample } from './sample';
import { isStale, stateOf } from './state';
import type { NodeState, Verdict } from './verdict';
import { clock, duration } from './words';

/**
 * What a verdict is made from.
 * @public
 */
export interface JudgeInput {
  network: Network;
  /** One node's samples, oldest first; about ten minutes of them, so that rate and stalls can be told. */
  samples: readonly NodeSample[];
  /** Milliseconds since the epoch. */
  now: number;
  /** Milliseconds between samples. */
  pollIntervalMs: number;
  /** What is known of other nodes of the same network; without it no network-wide stall can be told. */
  others?: {
    /** How many other nodes were seen. */
    count: number;
    /** Newest head among them, seconds since the epoch. */
    newestHeadTimestamp: number;
  };
  /** The node's last verdict: carries `since`, and readiness through hysteresis. */
  previous?: Verdict;
}

/**
 * Judges a node by its samples: state, readiness, and why.
 *
 * Pure: the same input gives the same verdict. The state is that of the newest sample; readiness follows it with
 * hysteresis. The states and the order of their tests are those of the health design page.
 * @public
 */
export function judge(input: JudgeInput): Verdict {
  const { network, now, pollIntervalMs, others, previous } = input;
  const samples = withGenesisSeenBefore(input.samples);
  const newest = samples.at(-1);
  if (newest === undefined || isStale(newest, now, pollIntervalMs)) {
    return unknown(input, newest);
  }
  const facts = { network, samples, newest, others };
  const state = stateOf(facts);
  const known = previous?.state === state ? previous.since : undefined;
  const rate = smoothedRate(network, samples);
  const forks = forkReadiness(network, newest, now);
  const missed = forks.filter(
    ({ verdict }) => verdict === 'MISSING' || verdict === 'MISMATCH',
  );
  const finality = finalityOf(network, newest, state);
  const proof = networkProof(network, newest, input.samples, previous);
  const remark = oldDataRemark(network, now);
  const reasons = [
    ...reasonsFor(state, { ...facts, rate, since: known }),
    ...missed.map(({ detail }) => detail),
    ...(finality?.finalizing === false ? [finality.detail] : []),
    ...remarks(network, newest, state, proof),
    ...(remark === undefined ? [] : [remark]),
  ];
  return {
    state,
    ready: isReady({ network, previous, samples, state, pollIntervalMs }),
    since: known ?? newest.at,
    summary: summaryOf(state, reasons),
    reasons,
    evidence: evidenceOf(network, newest, rate),
    ...(state === 'SYNCING'
      ? { progress: progressOf(network, newest, rate) }
      : {}),
    ...(proof === undefined ? {} : { networkProof: proof }),
    forks,
    forkNotReady: missed.length > 0,
    ...(finality === undefined ? {} : { finality }),
    runbook: runbookOf(state),
  };
}

/** Anchor of a state's section in the runbook of node states. */
function runbookOf(state: NodeState): string {
  return state.toLowerCase().replaceAll('_', '-');
}

/**
 * {@link judge}, which never throws: what cannot be judged is UNKNOWN, with the reason. A probe's loop must outlive every
 * sample.
 * @public
 */
export function judgeSafely(input: JudgeInput): Verdict {
  try {
    return judge(input);
  } catch (error) {
    return unjudged(input, error);
  }
}

/** The verdict on samples that cannot be judged. @public */
export function unjudged(
  input: Pick<JudgeInput, 'now' | 'previous'>,
  error: unknown,
): Verdict {
  const why = String(error).slice(0, 200);
  return unknownBecause(
    input,
    `what its clients say cannot be judged (${why})`,
  );
}

function unknown(input: JudgeInput, newest: NodeSample | undefined): Verdict {
  return unknownBecause(input, unknownWords(newest, input.now));
}

function unknownBecause(
  { now, previous }: Pick<JudgeInput, 'now' | 'previous'>,
  reason: string,
): Verdict {
  const reasons = [reason];
  return {
    state: 'UNKNOWN',
    ready: false,
    since: previous?.state === 'UNKNOWN' ? previous.since : now,
    summary: summaryOf('UNKNOWN', reasons),
    reasons,
    evidence: {},
    forks: [],
    forkNotReady: false,
    runbook: runbookOf('UNKNOWN'),
  };
}

function unknownWords(newest: NodeSample | undefined, now: number): string {
  if (newest === undefined) {
    return 'not looked at yet';
  }
  const seconds = (now - newest.at) / 1000;
  return seconds < 0
    ? `last looked at ${clock(newest.at, now)}, ${duration(
        -seconds,
      )} ahead of our own clock: it was set back`
    : `last looked at ${clock(newest.at, now)}, ${duration(seconds)} ago`;
}

function evidenceOf(
  network: Network,
  newest: NodeSample,
  syncRate: number | undefined,
): Verdict['evidence'] {
  const execution =
    newest.execution.kind === 'ok' ? newest.execution.value : undefined;
  const consensus =
    newest.consensus.kind === 'ok' ? newest.consensus.value : undefined;
  return {
    headNumber: execution?.head.number,
    headAgeSeconds: headAgeSeconds(newest),
    syncRate,
    executionPeers: execution?.peers,
    consensusPeers: consensus?.peers,
    consensusSyncDistance: consensus?.syncDistance,
    clockSkewSeconds: clockSkewSeconds(network, newest),
  };
}
