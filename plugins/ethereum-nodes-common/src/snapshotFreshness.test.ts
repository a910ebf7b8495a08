import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  isSnapshotStale,
  SNAPSHOT_STALE_DAYS,
  snapshotFreshness,
} from './snapshotFreshness';
import type { NodeSnapshot, SnapshotStoreStatus } from './contract/snapshots';

const read: SnapshotStoreStatus = {
  name: 'main',
  lastSuccess: '2026-11-23T12:00:00.000Z',
  problems: [],
};

function aSnapshot(day: number, result?: 'passed' | 'failed'): NodeSnapshot {
  const blockTime = `2026-11-${day}T03:00:00.000Z`;
  return {
    store: 'main',
    id: `${day}-x`,
    clientVersion: '1.17.8',
    blockNumber: day,
    blockHash: '0x00',
    blockTime,
    createdAt: blockTime,
    sizeBytes: 1,
    newBytes: 1,
    latest: false,
    restoreCommand: 'delta-sync',
    ...(result && {
      verification: { result, at: blockTime, clientVersion: 'Geth/v1.17.8' },
    }),
  };
}

const of = (items: NodeSnapshot[], stores = [read]) =>
  snapshotFreshness({ stores, items });

describe('the freshness of snapshots', () => {
  it('is undefined where no store is configured', () => {
    expect(of([], [])).toBeUndefined();
  });

  it('distinguishes empty stores from stores that were never read', () => {
    expect(of([])).toEqual({ status: 'none', storeFailing: false });
    expect(of([], [{ name: 'main', error: 'refused', problems: [] }])).toEqual({
      status: 'unknown',
      storeFailing: true,
    });
  });

  it('is that of the newest snapshot that a client was booted from', () => {
    const items = [
      aSnapshot(20, 'passed'),
      aSnapshot(22),
      aSnapshot(21, 'passed'),
    ];
    expect(of(items)).toEqual({
      status: 'verified',
      blockTime: '2026-11-21T03:00:00.000Z',
      storeFailing: false,
    });
  });

  it('is failing when the newest trial failed, with the time of the newest verified snapshot', () => {
    expect(of([aSnapshot(20, 'passed'), aSnapshot(21, 'failed')])).toEqual({
      status: 'failing',
      blockTime: '2026-11-20T03:00:00.000Z',
      storeFailing: false,
    });
    expect(of([aSnapshot(21, 'failed')])).toMatchObject({ status: 'failing' });
  });

  it('is verified again with the next snapshot that boots', () => {
    const items = [aSnapshot(22, 'passed'), aSnapshot(21, 'failed')];
    expect(of(items)).toMatchObject({ status: 'verified' });
  });

  it('is unverified while no snapshot was tried', () => {
    expect(of([aSnapshot(21)])).toEqual({
      status: 'unverified',
      storeFailing: false,
    });
  });

  it('is kept, and marked, while a store does not answer', () => {
    const stores = [{ ...read, error: 'refused' }];
    expect(of([aSnapshot(21, 'passed')], stores)).toMatchObject({
      status: 'verified',
      storeFailing: true,
    });
  });
});

describe('an old snapshot', () => {
  const blockTime = '2026-11-20T00:00:00.000Z';
  const after = (days: number) => Date.parse(blockTime) + days * 86_400_000;

  it('has the age that the schedule of its runs does not allow', () => {
    const daily = { blockTime, staleAfterSeconds: 2 * 86_400 };
    expect(isSnapshotStale(daily, after(2))).toBe(false);
    expect(isSnapshotStale(daily, after(2) + 1)).toBe(true);
    const monthly = { blockTime, staleAfterSeconds: 62 * 86_400 };
    expect(isSnapshotStale(monthly, after(30))).toBe(false);
  });

  it('has an age of eight days without a schedule, and is one that was verified', () => {
    expect(isSnapshotStale({ blockTime }, after(8))).toBe(false);
    expect(isSnapshotStale({ blockTime }, after(8) + 1)).toBe(true);
    expect(isSnapshotStale({}, after(100))).toBe(false);
  });
});

/* eslint-disable no-restricted-syntax -- the chart is beside the plugins in the repository */
const files = resolve(__dirname, '../../../charts/ethereum-network/files');

it('calls a snapshot without a schedule old when the alert does', () => {
  expect(
    readFileSync(resolve(files, 'alerts/snapshot.rules.yaml'), 'utf8'),
  ).toContain(`* 0 + ${SNAPSHOT_STALE_DAYS} * 86400`);
});
