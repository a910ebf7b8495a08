import { isFresh } from './head';
import type { NodeSample } from './sample';
import { isSameStall } from './sameStall';
import type { Facts } from './state';
import type { JudgedState, Verdict } from './verdict';

/**
 * Start of the current state, in milliseconds since the epoch. For a fault, the time at which it began according to the samples, not
 * the time at which it was detected: the time since which callers have received old data.
 */
export function stateSince(
  state: JudgedState,
  facts: Facts,
  previous: Verdict | undefined,
): number {
  if (previous?.state === state) {
    return previous.since;
  }
  const { samples, newest } = facts;
  switch (state) {
    case 'UNREACHABLE':
      return silentSince('execution', samples);
    case 'WAITING_FOR_CL':
      return newest.consensus.kind === 'failed'
        ? silentSince('consensus', samples)
        : newest.at;
    case 'STALLED':
    case 'BEHIND':
    case 'NETWORK_STALL':
      return Math.min(
        lastFreshAt(facts),
        headStoppedAt(state, facts, previous),
      );
    default:
      return newest.at;
  }
}

/** Time of the last answer of a client; of the first sample if none has an answer. */
export function silentSince(
  layer: 'execution' | 'consensus',
  samples: readonly NodeSample[],
): number {
  const lastAnswer = samples.findLast(sample => sample[layer].kind === 'ok');
  const sample = lastAnswer ?? samples[0];
  if (!sample) throw new RangeError('expected at least one sample');
  return sample.at;
}

function lastFreshAt({ network, samples, newest }: Facts): number {
  return (samples.findLast(sample => isFresh(network, sample)) ?? newest).at;
}

/** Time at which the newest head was first seen, in these samples or in an earlier verdict. */
function headStoppedAt(
  state: JudgedState,
  { samples, newest }: Facts,
  previous: Verdict | undefined,
): number {
  const lastOther = samples.findLastIndex(
    sample => headOf(sample) !== headOf(newest),
  );
  const firstSeenAt = samples[lastOther + 1]?.at ?? newest.at;
  const headNumber =
    newest.execution.kind === 'ok'
      ? newest.execution.value.head.number
      : undefined;
  return isSameStall(previous, { state, headNumber })
    ? Math.min(previous.since, firstSeenAt)
    : firstSeenAt;
}

function headOf({ execution }: NodeSample): string | undefined {
  return execution.kind === 'ok' ? execution.value.head.hash : undefined;
}
