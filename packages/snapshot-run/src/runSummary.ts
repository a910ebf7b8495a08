import { metricsText } from '@nodeyard/snapshots';
import {
  type LastRun,
  lastRunSchema,
  type ListedSnapshot,
  type RunState,
  type SnapshotErrorKind,
} from '@nodeyard/snapshot-store';
import type { RunConfig } from './config';
import { staleAfterSeconds } from './staleAfter';

const MAX_MESSAGE_LENGTH = 2_000;

/** The end of a run, before it is merged with the previous `last.json`. */
export interface RunEnd {
  result: 'done' | 'skipped' | SnapshotErrorKind;
  code?: string;
  message: string;
  endedAt: string;
  state?: RunState;
  /** The snapshot of this run, if it is verified. */
  snapshot?: ListedSnapshot;
}

/** @param before - the previous `last.json` */
export function toLastRun(
  config: RunConfig,
  { result, code, message, endedAt, state, snapshot }: RunEnd,
  before: string | undefined,
): LastRun {
  const known = parseLastRun(before);
  const newest = toVerified(snapshot) ?? known?.snapshot;
  return {
    format: 'nodeyard-snapshot-last/1',
    endedAt,
    result,
    code,
    message: message.slice(0, MAX_MESSAGE_LENGTH),
    failuresInARow: result === 'done' ? 0 : (known?.failuresInARow ?? 0) + 1,
    durationSeconds: state?.durations ?? {},
    downtimeSeconds: state?.downtimeSeconds,
    snapshot: newest,
    staleAfterSeconds: newest && staleAfterSeconds(config, newest.takenAt),
  };
}

function toVerified(snapshot: ListedSnapshot | undefined): LastRun['snapshot'] {
  if (!snapshot?.verification) return undefined;
  return {
    id: snapshot.id,
    block: snapshot.block.number,
    takenAt: snapshot.createdAt,
    verifiedAt: snapshot.verification.at,
    sizeBytes: snapshot.totals.bytes,
    newBytes: snapshot.totals.newBytes,
  };
}

function parseLastRun(text: string | undefined): LastRun | undefined {
  if (text === undefined) return undefined;
  try {
    return lastRunSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The same in Prometheus' text format, for --metrics-file. */
export function lastRunMetrics(
  { node, network, client }: RunConfig,
  {
    result,
    code,
    endedAt,
    durationSeconds,
    downtimeSeconds,
    snapshot,
  }: LastRun,
): string {
  const gauges: Record<string, number> = {
    ...(snapshot && {
      block: snapshot.block,
      taken_timestamp_seconds: Date.parse(snapshot.takenAt) / 1_000,
      size_bytes: snapshot.sizeBytes,
      new_bytes: snapshot.newBytes,
    }),
    ...(downtimeSeconds !== undefined && { downtime_seconds: downtimeSeconds }),
  };
  const phases = Object.values(durationSeconds);
  return metricsText({
    command: 'run',
    node,
    network: network.name,
    client,
    result: code ?? result,
    seconds: phases.reduce((total, seconds) => total + seconds, 0),
    endedAt: Date.parse(endedAt) / 1_000,
    gauges,
    phases: durationSeconds,
  });
}
