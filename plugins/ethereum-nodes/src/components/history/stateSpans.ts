import type { NodeHistory } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';

/** A stretch of time in one state; without a state nothing is known of it. Milliseconds since the epoch. */
export interface StateSpan {
  state?: NodeState;
  from: number;
  to: number;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * How far a point vouches for what comes after it: silence beyond twice the distance of points, which are 5 minutes apart in
 * the last seven days and an hour before, means that nobody looked.
 */
export function reachOf(from: number, to: number): number {
  return to - from > 7 * 24 * hour ? 2 * hour : 10 * minute;
}

/**
 * The states of a node between two times, without gaps and oldest first.
 *
 * A transition holds until the next one, to the second. Where points are recorded, time without them is a span without a
 * state: a backend that was down must not look like a node that was in sync. What a point says of the state, the worst of
 * minutes, counts only where no transition is known any more.
 */
export function stateSpans(
  history: NodeHistory,
  from: number,
  to: number,
): StateSpan[] {
  const transitions = until(asItWas(history.transitions), to);
  const points = until(history.points.map(sightingOf), to);
  const reachMs = points.length > 0 ? reachOf(from, to) : Infinity;
  const sightings = [...transitions, ...points].sort((a, b) => a.at - b.at);

  const spans: StateSpan[] = [];
  let known = from;
  let held: NodeState | undefined;
  let next = 0;
  sightings.forEach(({ at, state }, index) => {
    while (next < transitions.length && transitions[next].at <= at) {
      held = transitions[next].state;
      next += 1;
    }
    const start = Math.max(at, from);
    const end = Math.min(sightings[index + 1]?.at ?? to, at + reachMs, to);
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

/** States in which the head stopped some time before that was certain. */
const stops: readonly NodeState[] = ['STALLED', 'BEHIND', 'NETWORK_STALL'];

/** What was concluded of a node meanwhile, and what is known better by now. */
const correctable: readonly NodeState[] = ['SYNCED', 'INDEXING', 'BEHIND'];

/** A state that was seen; milliseconds since the epoch. */
interface Sighting {
  at: number;
  state: NodeState;
}

/**
 * Transitions, each stop of the head from its beginning on and not from when it was concluded. What interrupted a stop, as an
 * answer that was missing, stays; after it the stop goes on.
 */
function asItWas(transitions: NodeHistory['transitions']): Sighting[] {
  const known: Sighting[] = [];
  for (const transition of transitions) {
    const { since, state } = transition;
    if (since !== undefined && stops.includes(state)) {
      const began = Date.parse(since);
      const later = known.findIndex(({ at }) => at > began);
      const meanwhile = later === -1 ? [] : known.splice(later);
      known.push({ at: began, state });
      for (const seen of meanwhile) {
        if (!correctable.includes(seen.state)) {
          known.push(seen);
        } else if (known[known.length - 1].state !== state) {
          known.push({ at: seen.at, state });
        }
      }
    }
    known.push(sightingOf(transition));
  }
  return known;
}

function sightingOf(seen: { at: string; state: NodeState }): Sighting {
  return { at: Date.parse(seen.at), state: seen.state };
}

/** What was seen until a time, oldest first. */
function until(seen: Sighting[], to: number): Sighting[] {
  return seen.filter(({ at }) => at <= to).sort((a, b) => a.at - b.at);
}

function append(spans: StateSpan[], span: StateSpan) {
  if (span.to <= span.from) {
    return;
  }
  const last = spans[spans.length - 1];
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
