import type { LastRun } from '../snapshots/lastRun';
import type { Series } from './families';

/** A gauge that follows from how the newest snapshot went; without series where that is not known. */
export interface SnapshotFamily {
  name: string;
  help: string;
  labels?: string[];
  series(last: LastRun): Series[];
}

/** Figures of a node's snapshots. A node that none are taken of has none of these. */
export const snapshotFamilies: SnapshotFamily[] = [
  {
    name: 'eth_snapshot_taken_timestamp_seconds',
    help: 'Unix time at which the node was stopped for its newest verified snapshot',
    series: ({ snapshot }) => one(snapshot && unixTime(snapshot.takenAt)),
  },
  {
    name: 'eth_snapshot_verified_timestamp_seconds',
    help: 'Unix time at which a client had started from a copy of the newest verified snapshot',
    series: ({ snapshot }) => one(snapshot && unixTime(snapshot.verifiedAt)),
  },
  {
    name: 'eth_snapshot_block_number',
    help: 'Block that the newest verified snapshot is of',
    series: ({ snapshot }) => one(snapshot?.block),
  },
  {
    name: 'eth_snapshot_size_bytes',
    help: 'Bytes of the datadir in the newest verified snapshot',
    series: ({ snapshot }) => one(snapshot?.sizeBytes),
  },
  {
    name: 'eth_snapshot_new_bytes',
    help: 'Bytes that the newest verified snapshot added to the store',
    series: ({ snapshot }) => one(snapshot?.newBytes),
  },
  {
    name: 'eth_snapshot_run_timestamp_seconds',
    help: 'Unix time at which the newest run ended, however it did',
    series: ({ endedAt }) => one(unixTime(endedAt)),
  },
  {
    name: 'eth_snapshot_run_failures',
    help: 'Runs in a row that ended without a verified snapshot, the newest one included',
    series: ({ failuresInARow }) => one(failuresInARow),
  },
  {
    name: 'eth_snapshot_run_info',
    help: 'Always 1; the label says how the newest run ended',
    labels: ['result'],
    series: ({ result }) => [[1, { result }]],
  },
  {
    name: 'eth_snapshot_run_duration_seconds',
    help: 'How long each phase of the newest run took',
    labels: ['phase'],
    series: ({ durationSeconds }) =>
      Object.entries(durationSeconds).map(([phase, seconds]) => [
        seconds,
        { phase },
      ]),
  },
  {
    name: 'eth_snapshot_downtime_seconds',
    help: 'How long the node was down for the newest run',
    series: ({ downtimeSeconds }) => one(downtimeSeconds),
  },
];

function one(value: number | undefined): Series[] {
  return value === undefined ? [] : [[value]];
}

function unixTime(instant: string): number {
  return Date.parse(instant) / 1000;
}
