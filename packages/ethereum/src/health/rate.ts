import type { Network } from '../networks/schema';
import { FRESH_HEAD_SLOTS, isAtGenesis } from './head';
import type { ExecutionSample, NodeSample } from './sample';

/** Chain seconds per wall second from which a node is catching up, not just following with jitter. */
export const CATCH_UP_RATE = 1.5;

/** Part of the window over which the rate is measured: long enough for missed slots, short enough to follow a change. */
const RATE_WINDOW_MS = 2 * 60_000;

/** No progress for this long, while the network advances, is a stall. */
export const STALL_MS = 5 * 60_000;

/** Below this share of wall time a head counts as standing still. */
const STALL_RATE = 0.01;

/** An ETA beyond this is a guess, and not shown. */
const MAX_ETA_SECONDS = 30 * 86_400;

/**
 * Chain seconds gained per wall second between two samples of one node.
 *
 * 1 is a node that follows its network, 0 one that stands still, 60 one that catches up a minute per second.
 * @returns undefined when the samples are less than 1 s apart or either has no head
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
 * @returns undefined until four slots have been seen or gained: between two slots alone the rate is noise. Counted anew
 * when the head goes back (a resync) and from when it leaves block 0 (the end of a snap sync is a jump, not a rate)
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
 * sync. Clearly catching up, though at no rate that means anything.
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

/** Seconds until a node that catches up reaches the head; undefined rather than a wild guess. */
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

/** Whether the head has stood still for five minutes; undefined while the window is too short to tell. */
export function isHeadStalled(
  samples: readonly NodeSample[],
): boolean | undefined {
  return compareOverStall(samples, (earlier, later) => {
    const rate = syncRate(earlier, later);
    return rate !== undefined && rate < STALL_RATE;
  });
}

/** Whether a sync has moved nothing, neither head nor any counter, for five minutes. */
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

/** Answers since the client was last gone: while its process had ended, its head could not move. */
function samplesSinceStart(samples: readonly NodeSample[]): NodeSample[] {
  const gone = samples.findLastIndex(
    ({ execution }) =>
      execution.kind === 'failed' && execution.reason === 'refused',
  );
  return samples
    .slice(gone + 1)
    .filter(({ execution }) => execution.kind === 'ok');
}

/** Answers since the head last went back: a head that was rewound, as after an unclean stop, did not stand still. */
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
