import type {
  HistoryPoint,
  NodeHistory,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeMessages, type NodeState } from '@nodeyard/ethereum';
import { circumstances } from './circumstances';

const StepMs = 5 * 60_000;

/** A day that ends in a state: in sync before, with a short stall and half an hour in which nobody looked. */
export function aDay(
  state: NodeState,
  since: number,
  now = Date.now(),
): NodeHistory {
  const start = now - 24 * 3_600_000;
  const stallFrom = start + 5 * 3_600_000;
  const stallTo = stallFrom + 40 * 60_000;
  const silenceFrom = start + 14 * 3_600_000;
  const silenceTo = silenceFrom + 30 * 60_000;

  const stateAt = (time: number): NodeState => {
    if (time >= since) {
      return state;
    }
    return time >= stallFrom && time < stallTo ? 'STALLED' : 'SYNCED';
  };
  const points: HistoryPoint[] = [];
  for (let time = start; time <= now; time += StepMs) {
    if (time < silenceFrom || time > silenceTo) {
      points.push({
        at: new Date(time).toISOString(),
        state: stateAt(time),
        headAgeSeconds: headAgeAt(time),
        executionPeers: 48,
      });
    }
  }
  const transitions = [stallFrom, stallTo, since]
    .filter(time => time > start && time <= now)
    .map(time => ({
      at: new Date(time).toISOString(),
      state: stateAt(time),
      summary: nodeMessages[`state-${stateAt(time)}`].english,
    }));
  return { transitions, points };

  function headAgeAt(time: number): number | undefined {
    if (time >= stallFrom && time < stallTo) {
      return (time - stallFrom) / 1_000;
    }
    const jitter = ((time / StepMs) * 7) % 9;
    return time >= since ? circumstances[state].headAgeSeconds : 3 + jitter;
  }
}
