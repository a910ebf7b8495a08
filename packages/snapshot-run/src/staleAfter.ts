import { CronTime } from 'cron';
import { usesVolumeSnapshot, type RunConfig } from './config';

/** Scheduled runs after a snapshot, of which one must have brought a newer snapshot. */
const RUNS = 2;
/** Aliases that Kubernetes accepts, and `cron` does not. */
const aliases: Record<string, string> = {
  '@midnight': '@daily',
  '@annually': '@yearly',
};

/**
 * Age from which a snapshot is old: two scheduled runs have passed since, and the second one has had its time.
 *
 * @param takenAt - when the snapshot was taken, as an ISO 8601 time
 * @returns seconds; undefined without a schedule, and for one that `cron` does not read, e.g. `@every 36h`
 */
export function staleAfterSeconds(
  config: RunConfig,
  takenAt: string,
): number | undefined {
  const start = Date.parse(takenAt);
  const due = config.schedule && runAfter(config.schedule, start, RUNS);
  return due
    ? Math.round((due - start) / 1_000) + runSeconds(config)
    : undefined;
}

/** The scheduled run number `count` after a time, in milliseconds since the epoch. Kubernetes gives these schedules in UTC. */
function runAfter(
  schedule: string,
  startMs: number,
  count: number,
): number | undefined {
  try {
    const source = aliases[schedule] ?? schedule.replaceAll('?', '*');
    const times = new CronTime(source, 'Etc/UTC');
    let at = startMs;
    for (let run = 0; run < count; run += 1) {
      at = times.getNextDateFrom(new Date(at), 'Etc/UTC').toMillis();
    }
    return at;
  } catch {
    return undefined;
  }
}

/** Longest duration of a run that succeeds. */
function runSeconds(config: RunConfig): number {
  const { candidate, quiesce, capture, snapshotReady, upload, verify } =
    config.timeoutsSeconds;
  const copying = usesVolumeSnapshot(config) ? capture + snapshotReady : 0;
  return candidate + quiesce + copying + upload + verify;
}
