import type { TimelineEntry } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeState } from '@nodeyard/ethereum';
import { aNode } from './aNode';
import { incidentsBefore } from './incidents';

type Change = Extract<TimelineEntry, { type: 'change' }>;

const MINUTE_MS = 60_000;

/** Timeline of a node, newest first: incidents, an upgrade before one of them, and restarts. */
export function aTimeline(
  state: NodeState,
  since: number,
  now = Date.now(),
): TimelineEntry[] {
  const incidents = incidentsBefore(since, now);
  const transitions = [
    ...incidents.flatMap(incident => [
      transition(incident.state, incident.from),
      transition('SYNCED', incident.to),
    ]),
    transition(state, since),
  ];
  const upgraded = incidents[0]?.from ?? since;
  const changes = [
    ...upgrade(upgraded),
    ...(state === 'SYNCED' ? [] : failures(since)),
  ];
  const oldestFirst = [...transitions, ...changes].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  return oldestFirst
    .map((entry, index) => ({
      ...entry,
      nextAt: oldestFirst
        .slice(index + 1)
        .find(({ type }) => type === 'transition')?.at,
    }))
    .reverse();
}

function transition(state: NodeState, at: number): TimelineEntry {
  const { summary, summaryCoded } = aNode({ state });
  return {
    type: 'transition',
    at: new Date(at).toISOString(),
    state,
    summary,
    summaryCoded,
  };
}

function change(at: number, rest: Omit<Change, 'type' | 'at'>): Change {
  return { type: 'change', at: new Date(at).toISOString(), ...rest };
}

/** Changes of a deployment, within a minute. */
function upgrade(at: number): Change[] {
  return [
    change(at - 50_000, {
      kind: 'revision',
      subject: 'payments-geth',
      before: 'payments-geth-6b8d7c9f5d',
      after: 'payments-geth-7f4c5d8b6c',
    }),
    change(at - 50_000, {
      kind: 'image',
      subject: 'execution',
      before: 'ethereum/client-go:v1.17.9',
      after: 'ethereum/client-go:v1.17.10',
    }),
    change(at - 20_000, { kind: 'pod', subject: 'payments-geth-0' }),
    change(at + 2 * MINUTE_MS, {
      kind: 'version',
      subject: 'execution',
      before: 'Geth/v1.17.9-stable-1b2c3d4e/linux-amd64/go1.25.3',
      after: 'Geth/v1.17.10-stable-4a5c7b2d/linux-amd64/go1.25.3',
    }),
  ];
}

function failures(since: number): Change[] {
  return [
    change(since - 12 * MINUTE_MS, {
      kind: 'configuration',
      subject: 'execution/arguments',
    }),
    change(since - 40_000, {
      kind: 'restart',
      subject: 'payments-geth-0/execution',
      cause: 'OOMKilled (137)',
    }),
  ];
}
