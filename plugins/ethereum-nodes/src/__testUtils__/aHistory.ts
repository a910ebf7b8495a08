import type {
  HistoryPoint,
  NodeHistory,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeMessages, type NodeState } from '@nodeyard/ethereum';
import { stateFixture } from './stateFixtures';
import { incidentsBefore } from './incidents';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** History that ends in a state: in sync before, with some incidents and half an hour without data. */
export function aHistory(
  state: NodeState,
  since: number,
  hours = 24,
  now = Date.now(),
): NodeHistory {
  const start = now - hours * HOUR_MS;
  const stepMs = hours <= 1 ? 15_000 : 5 * MINUTE_MS;
  const gapFrom = now - 10 * HOUR_MS;
  const gapTo = gapFrom + 30 * MINUTE_MS;
  const incidents = incidentsBefore(since, now);

  const incidentAt = (time: number) =>
    incidents.find(({ from, to }) => time >= from && time < to);
  const stateAt = (time: number): NodeState =>
    time >= since ? state : incidentAt(time)?.state ?? 'SYNCED';
  const points: HistoryPoint[] = [];
  for (let time = start; time <= now; time += stepMs) {
    if (time < gapFrom || time > gapTo) {
      points.push({
        at: new Date(time).toISOString(),
        state: stateAt(time),
        headAgeSeconds: headAgeAt(time),
        executionPeers: 48,
      });
    }
  }
  const changes = [...incidents.flatMap(({ from, to }) => [from, to]), since];
  const inWindow = changes.filter(time => time > start && time <= now);
  // The backend includes the state at the start of the window.
  const transitions = [start - HOUR_MS, ...inWindow].map(time => ({
    at: new Date(time).toISOString(),
    state: stateAt(time),
    summary: nodeMessages[`state-${stateAt(time)}`].english,
  }));
  return { transitions, points };

  function headAgeAt(time: number): number | undefined {
    const incident = incidentAt(time);
    if (incident && time < since) {
      return (time - incident.from) / 1_000;
    }
    const jitter = ((time / stepMs) * 7) % 9;
    return time >= since ? stateFixture(state).headAgeSeconds : 3 + jitter;
  }
}
