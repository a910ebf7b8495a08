import type { Network } from '../networks/schema';
import { FRESH_HEAD_SLOTS, isAtGenesis } from './head';
import type { ExecutionSample, NodeSample } from './sample';

/** Minimum rate, in chain seconds per wall second, of a node that catches up; lower rates are jitter. */
export const CATCH_UP_RATE = 1.5;

/** Period over which the rate is measured: long enough for missed slots, short enough to follow a change. */
const RATE_WINDOW_MS = 2 * 60_000;

/** Duration without progress, while the network advances, that is a stall. */
export const STALL_MS = 5 * 60_000;

/** Rate below which a head counts as stalled. */
const STALL_RATE = 0.01;

/** Longer ETAs are unreliable and not shown. */
const MAX_ETA_SECONDS = 30 * 86_400;

/**
 * Chain seconds gained per wall second between two samples of one node.
 *
 * 1: the node follows its network; 0: it has stopped; 60: it catches up a minute per second.
 * @returns undefined if the samples are less than 1 s apart or either has no head
 * @public
 */
export function syncRate(
  earlier: NodeSample,
  later: NodeSample,
): number | undefined {
  const seconds = (later.at - earlier.at) / 1000;
  if (
    seconds < 1 ||
    earlier.execution.kind !== 'ok' ||
    later.execution.kind !== 'ok'
  ) {
    return undefined;
  }
  return (
    (later.execution.value.head.timestamp -
      earlier.execution.value.head.timestamp) /
    seconds
  );
}

/**
 * The rate at the end of a window, smoothed over its last two minutes.
 *
 * @returns undefined until the samples span four slots or the head has gained four: below that the rate is noise. The measurement
 * restarts if the head goes back (a resync) and when it leaves block 0 (the end of a snap sync is a jump)
 */
export function smoothedRate(
  network: Network,
  samples: readonly NodeSample[],
): number | undefined {
  const sinceJump = samplesSinceJump(samples);
  const newest = sinceJump.at(-1);
  const oldest =
    newest && sinceJump.find(sample => newest.at - sample.at <= RATE_WINDOW_MS);
  const rate = newest && oldest && syncRate(oldest, newest);
  if (!newest || !oldest || rate === undefined) {
    return undefined;
  }
  const seconds = (newest.at - oldest.at) / 1000;
  const minSeconds = FRESH_HEAD_SLOTS * network.secondsPerSlot;
  return seconds >= minSeconds || (rate - 1) * seconds >= minSeconds
    ? rate
    : undefined;
}

/**
 * Whether the head has left block 0 within the last two minutes: the first blocks of a full sync, or the end of a snap
 * sync. The node catches up, but its rate is meaningless.
 */
export function hasLeftGenesis(samples: readonly NodeSample[]): boolean {
  const newest = samples.at(-1);
  return (
    newest !== undefined &&
    !isAtGenesis(newest) &&
    samples.some(
      sample => newest.at - sample.at <= RATE_WINDOW_MS && isAtGenesis(sample),
    )
  );
}

/** Seconds until a node that catches up reaches the head; undefined if unreliable. */
export function etaSeconds(
  age: number | undefined,
  rate: number | undefined,
): number | undefined {
  if (age === undefined || rate === undefined || rate <= CATCH_UP_RATE) {
    return undefined;
  }
  const eta = Math.round(Math.max(0, age) / (rate - 1));
  return eta <= MAX_ETA_SECONDS ? eta : undefined;
}

/** Whether the head has moved in the last seconds. */
export function hasMovedWithin(
  samples: readonly NodeSample[],
  seconds: number,
): boolean {
  const newest = samples.at(-1);
  const headTime = ({ execution }: NodeSample) =>
    execution.kind === 'ok' ? execution.value.head.timestamp : undefined;
  const recent = samples.filter(
    sample => newest !== undefined && newest.at - sample.at <= seconds * 1000,
  );
  const times = recent.map(headTime).filter(time => time !== undefined);
  return times.length > 0 && (times.at(-1) ?? 0) > (times[0] ?? 0);
}

/** Whether the head has not moved for five minutes; undefined if the window is too short. */
export function isHeadStalled(
  samples: readonly NodeSample[],
): boolean | undefined {
  return compareOverStall(samples, (earlier, later) => {
    const rate = syncRate(earlier, later);
    return rate !== undefined && rate < STALL_RATE;
  });
}

/** Whether neither the head nor any counter of a sync has moved for five minutes. */
export function isSyncStalled(samples: readonly NodeSample[]): boolean {
  return (
    compareOverStall(samples, (earlier, later) => {
      const rate = syncRate(earlier, later);
      return (
        rate !== undefined &&
        rate < STALL_RATE &&
        workOf(earlier) === workOf(later)
      );
    }) ?? false
  );
}

function compareOverStall(
  samples: readonly NodeSample[],
  test: (earlier: NodeSample, later: NodeSample) => boolean,
): boolean | undefined {
  const answered = samplesSinceRewind(samples);
  const newest = answered.at(-1);
  const earlier =
    newest &&
    answered.filter(sample => newest.at - sample.at >= STALL_MS).at(-1);
  return newest && earlier && test(earlier, newest);
}

function workOf({ execution }: NodeSample): number | undefined {
  return execution.kind === 'ok' && execution.value.syncing
    ? execution.value.syncing.work
    : undefined;
}

/** Samples with an answer since the last refused connection: a process that has ended cannot move its head. */
function samplesSinceStart(samples: readonly NodeSample[]): NodeSample[] {
  const gone = samples.findLastIndex(
    ({ execution }) =>
      execution.kind === 'failed' && execution.reason === 'refused',
  );
  return samples
    .slice(gone + 1)
    .filter(({ execution }) => execution.kind === 'ok');
}

/** Samples since the head last went back: a rewound head, as after an unclean stop, is not a stall. */
function samplesSinceRewind(samples: readonly NodeSample[]): NodeSample[] {
  return samplesSinceBreak(
    samplesSinceStart(samples),
    (from, to) => to.timestamp < from.timestamp,
  );
}

function samplesSinceJump(samples: readonly NodeSample[]): NodeSample[] {
  return samplesSinceBreak(
    samplesSinceStart(samples),
    (from, to) =>
      to.timestamp < from.timestamp || (from.number === 0 && to.number > 0),
  );
}

type Head = ExecutionSample['head'];

/** @param answered - samples with an answer of the execution client */
function samplesSinceBreak(
  answered: NodeSample[],
  isBreak: (from: Head, to: Head) => boolean,
): NodeSample[] {
  const last = answered.findLastIndex(({ execution: after }, place) => {
    const before = answered[place - 1]?.execution;
    return (
      before?.kind === 'ok' &&
      after.kind === 'ok' &&
      isBreak(before.value.head, after.value.head)
    );
  });
  return answered.slice(Math.max(last, 0));
}
