import type { NodeHistory } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';

/** A stretch of time in one state; without a state nothing is known of it. Milliseconds since the epoch. */
export interface StateSpan {
  state?: NodeState;
  from: number;
  to: number;
}

/** Points come every 5 minutes at most; silence beyond twice that means that nobody looked. */
const PointVouchesForMs = 10 * 60_000;

/**
 * The states of a node between two times, without gaps and oldest first.
 *
 * A transition holds until the next one, but where points are recorded, time without them is a span without a state:
 * a backend that was down must not look like a node that was in sync.
 */
export function stateSpans(
  history: NodeHistory,
  from: number,
  to: number,
): StateSpan[] {
  const sightings = asItWas(history)
    .filter(({ at }) => at <= to)
    .sort((a, b) => a.at - b.at);
  const reachMs = history.points.length > 0 ? PointVouchesForMs : Infinity;

  const spans: StateSpan[] = [];
  let known = from;
  sightings.forEach(({ at, state }, index) => {
    const start = Math.max(at, from);
    const end = Math.min(sightings[index + 1]?.at ?? to, at + reachMs, to);
    if (end <= start) {
      return;
    }
    append(spans, { from: known, to: start });
    append(spans, { state, from: start, to: end });
    known = end;
  });
  append(spans, { from: known, to });
  return spans;
}

/** States in which the head stopped some time before that was certain. */
const stops: readonly NodeState[] = ['STALLED', 'BEHIND', 'NETWORK_STALL'];

/** What was seen of a node meanwhile, and what is known better by now. */
const correctable: readonly NodeState[] = ['SYNCED', 'INDEXING', 'BEHIND'];

/** What was seen, each stop of the head from its beginning on and not from when it was concluded. */
function asItWas({ transitions, points }: NodeHistory) {
  const found = transitions
    .filter(({ state }) => stops.includes(state))
    .map(({ state, at, since = at }) => ({
      state,
      at: Date.parse(since),
      concludedAt: Date.parse(at),
    }));
  const seen = [...transitions, ...points].map(({ at, state }) => ({
    at: Date.parse(at),
    state,
  }));
  return [
    ...found.map(({ at, state }) => ({ at, state })),
    ...seen.map(sighting => {
      const stop = found.findLast(
        ({ at, concludedAt }) => at <= sighting.at && sighting.at < concludedAt,
      );
      return stop && correctable.includes(sighting.state)
        ? { ...sighting, state: stop.state }
        : sighting;
    }),
  ];
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
