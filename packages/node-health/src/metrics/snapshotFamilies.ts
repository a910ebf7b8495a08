import type { LastRun } from '../snapshots/lastRun';
import type { Series } from './families';

/** Gauge derived from the newest snapshot run. It has no series if the value is unknown. */
export interface SnapshotFamily {
  name: string;
  help: string;
  labels?: string[];
  series(last: LastRun): Series[];
}

/** Gauges of a node's snapshots; without series for a node without snapshots. */
export const snapshotFamilies: SnapshotFamily[] = [
  {
    name: 'eth_snapshot_taken_timestamp_seconds',
    help: 'Unix time at which the node was stopped for the newest verified snapshot.',
    series: ({ snapshot }) => toSeries(snapshot && unixTime(snapshot.takenAt)),
  },
  {
    name: 'eth_snapshot_stale_after_seconds',
    help: 'Age in seconds from which the newest verified snapshot is old, by the schedule of its runs.',
    series: ({ staleAfterSeconds }) => toSeries(staleAfterSeconds),
  },
  {
    name: 'eth_snapshot_verified_timestamp_seconds',
    help: 'Unix time at which the newest verified snapshot was verified.',
    series: ({ snapshot }) =>
      toSeries(snapshot && unixTime(snapshot.verifiedAt)),
  },
  {
    name: 'eth_snapshot_block_number',
    help: 'Block number of the newest verified snapshot.',
    series: ({ snapshot }) => toSeries(snapshot?.block),
  },
  {
    name: 'eth_snapshot_size_bytes',
    help: 'Size of the datadir in the newest verified snapshot in bytes.',
    series: ({ snapshot }) => toSeries(snapshot?.sizeBytes),
  },
  {
    name: 'eth_snapshot_new_bytes',
    help: 'Bytes that the newest verified snapshot added to the store.',
    series: ({ snapshot }) => toSeries(snapshot?.newBytes),
  },
  {
    name: 'eth_snapshot_run_timestamp_seconds',
    help: 'Unix time of the end of the newest run, successful or not.',
    series: ({ endedAt }) => toSeries(unixTime(endedAt)),
  },
  {
    name: 'eth_snapshot_consecutive_failures',
    help: 'Consecutive runs without a verified snapshot, up to and including the newest run.',
    series: ({ failuresInARow }) => toSeries(failuresInARow),
  },
  {
    name: 'eth_snapshot_run_failures',
    help: 'Former name of eth_snapshot_consecutive_failures, exported until 0.3.0.',
    series: ({ failuresInARow }) => toSeries(failuresInARow),
  },
  {
    name: 'eth_snapshot_run_info',
    help: 'Result of the newest run as a label; always 1.',
    labels: ['result'],
    series: ({ result }) => [[1, { result }]],
  },
  {
    name: 'eth_snapshot_run_duration_seconds',
    help: 'Duration of each phase of the newest run in seconds.',
    labels: ['phase'],
    series: ({ durationSeconds }) =>
      Object.entries(durationSeconds).map(([phase, seconds]) => [
        seconds,
        { phase },
      ]),
  },
  {
    name: 'eth_snapshot_downtime_seconds',
    help: 'Seconds for which the node was stopped by the newest run.',
    series: ({ downtimeSeconds }) => toSeries(downtimeSeconds),
  },
];

function toSeries(value: number | undefined): Series[] {
  return value === undefined ? [] : [[value]];
}

function unixTime(instant: string): number {
  return Date.parse(instant) / 1000;
}
