import type { SnapshotRun } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const PHASE_MS = 10_000;
const phases = [
  'candidate',
  'quiesce',
  'capture',
  'resume',
  'upload',
  'manifest',
  'verify',
  'publish',
  'retain',
] as const;

/** Run that enters a phase every ten seconds, and completes. */
export function aSnapshotRun(
  node: string,
  startedMs: number,
  now: number = Date.now(),
): SnapshotRun {
  const job = `${node}-snapshot-e3b0c44298`;
  const index = Math.floor((now - startedMs) / PHASE_MS) - 1;
  const common = {
    job,
    createdAt: new Date(startedMs).toISOString(),
    requestedBy: 'user:default/guest',
    logsCommand: `kubectl --namespace payments logs --follow job/${job}`,
  };
  if (index < 0) return { ...common, status: 'queued' };
  const phase = phases[index];
  const sinceMs = startedMs + (index + 1) * PHASE_MS;
  return phase
    ? {
        ...common,
        status: 'running',
        phase,
        phaseSince: new Date(sinceMs).toISOString(),
        nodeStopped: phase === 'quiesce' || phase === 'capture',
      }
    : {
        ...common,
        status: 'complete',
        endedAt: new Date(sinceMs).toISOString(),
        snapshot: '9712345-20261123T030000Z-0a1b2c3d',
      };
}
