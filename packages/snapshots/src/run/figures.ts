import { metricsText } from '../cli/metrics';
import { ListedSnapshot } from '../list';
import { StoppedKind } from '../stopped';
import { RunConfig } from './config';
import { LastRun, lastRunSchema } from './lastRun';
import { RunState } from './state';

const LONGEST_MESSAGE = 2_000;

/** How a run ended, before it is put beside what was known before. */
export interface Ending {
  result: 'done' | 'skipped' | StoppedKind;
  code?: string;
  message: string;
  endedAt: string;
  state?: RunState;
  /** Of this run, if it is verified. */
  snapshot?: ListedSnapshot;
}

/** @param before - `last.json` as it was */
export function lastRun(
  { result, code, message, endedAt, state, snapshot }: Ending,
  before: string | undefined,
): LastRun {
  const known = lastRunBefore(before);
  return {
    format: 'nodeyard-snapshot-last/1',
    endedAt,
    result,
    code,
    message: message.slice(0, LONGEST_MESSAGE),
    failuresInARow: result === 'done' ? 0 : (known?.failuresInARow ?? 0) + 1,
    durationSeconds: state?.durations ?? {},
    downtimeSeconds: state?.downtimeSeconds,
    snapshot: snapshot?.verification
      ? {
          id: snapshot.id,
          block: snapshot.block.number,
          takenAt: snapshot.createdAt,
          verifiedAt: snapshot.verification.at,
          sizeBytes: snapshot.totals.bytes,
          newBytes: snapshot.totals.newBytes,
        }
      : known?.snapshot,
  };
}

function lastRunBefore(text: string | undefined): LastRun | undefined {
  if (text === undefined) return undefined;
  try {
    return lastRunSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** For --metrics-file: the same as Prometheus' text format. */
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
  const numbers: Record<string, number> = {
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
    numbers,
    phases: durationSeconds,
  });
}
