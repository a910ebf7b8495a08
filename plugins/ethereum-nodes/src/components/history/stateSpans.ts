import type { NodeHistory } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';

/** Period in one state; without `state` there is no data. Milliseconds since the epoch. */
export interface StateSpan {
  state?: NodeState;
  from: number;
  to: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Maximum time between two points without a gap in the data: twice the resolution of points, which is 5 minutes for the last
 * seven days and one hour before.
 */
export function maxPointGap(from: number, to: number): number {
  return to - from > 7 * 24 * HOUR ? 2 * HOUR : 10 * MINUTE;
}

/**
 * States of a node between two times, contiguous and oldest first.
 *
 * A transition lasts until the next one, to the second. If the history has points, time without points is a span without a
 * state: downtime of the backend must not be shown as a node in sync. The state of a point, the worst within its interval,
 * is used only where no transition is known.
 */
export function stateSpans(
  history: NodeHistory,
  from: number,
  to: number,
): StateSpan[] {
  const transitions = sortUntil(backdateStops(history.transitions), to);
  const points = sortUntil(history.points.map(toObservation), to);
  const maxGapMs = points.length > 0 ? maxPointGap(from, to) : Infinity;
  const observations = [...transitions, ...points].sort((a, b) => a.at - b.at);

  const spans: StateSpan[] = [];
  let known = from;
  let held: NodeState | undefined;
  let next = 0;
  observations.forEach(({ at, state }, index) => {
    while ((transitions[next]?.at ?? Infinity) <= at) {
      held = transitions[next]?.state;
      next += 1;
    }
    const start = Math.max(at, from);
    const end = Math.min(observations[index + 1]?.at ?? to, at + maxGapMs, to);
    if (end <= start) {
      return;
    }
    append(spans, { from: known, to: start });
    append(spans, { state: held ?? state, from: start, to: end });
    known = end;
  });
  append(spans, { from: known, to });
  return spans;
}

/** States that are detected some time after the head stopped. */
const stopStates: readonly NodeState[] = ['STALLED', 'BEHIND', 'NETWORK_STALL'];

/** States that were reported between the stop of the head and its detection. */
const provisionalStates: readonly NodeState[] = [
  'SYNCED',
  'INDEXING',
  'BEHIND',
];

/** State at one moment; milliseconds since the epoch. */
interface Observation {
  at: number;
  state: NodeState;
}

/**
 * Transitions with every stop of the head moved from its detection to its start. Other states within a stop, such as a failed
 * poll, are kept, and the stop continues after them.
 */
function backdateStops(transitions: NodeHistory['transitions']): Observation[] {
  const known: Observation[] = [];
  for (const transition of transitions) {
    const { since, state } = transition;
    if (since !== undefined && stopStates.includes(state)) {
      const began = Date.parse(since);
      const later = known.findIndex(({ at }) => at > began);
      const superseded = later === -1 ? [] : known.splice(later);
      known.push({ at: began, state });
      for (const observation of superseded) {
        if (!provisionalStates.includes(observation.state)) {
          known.push(observation);
        } else if (known.at(-1)?.state !== state) {
          known.push({ at: observation.at, state });
        }
      }
    }
    known.push(toObservation(transition));
  }
  return known;
}

function toObservation(entry: { at: string; state: NodeState }): Observation {
  return { at: Date.parse(entry.at), state: entry.state };
}

/** Observations until a time, oldest first. */
function sortUntil(observations: Observation[], to: number): Observation[] {
  return observations.filter(({ at }) => at <= to).sort((a, b) => a.at - b.at);
}

function append(spans: StateSpan[], span: StateSpan) {
  if (span.to <= span.from) {
    return;
  }
  const last = spans.at(-1);
  if (last && last.state === span.state) {
    last.to = span.to;
  } else {
    spans.push({ ...span });
  }
}

/** Milliseconds spent in each state, longest first. */
export function timePerState(
  spans: readonly StateSpan[],
): Array<{ state?: NodeState; ms: number }> {
  const totals = new Map<NodeState | undefined, number>();
  for (const { state, from, to } of spans) {
    totals.set(state, (totals.get(state) ?? 0) + to - from);
  }
  return [...totals]
    .map(([state, ms]) => ({ state, ms }))
    .sort((a, b) => b.ms - a.ms);
}
