/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { build } from '../builder/build';
import { restore } from '../restore/restore';
import { datadirDigests } from '../testing/datadirDigest';
import {
  noise,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { startHeartbeat } from '../builder/heartbeat';
import { openStore } from '@nodeyard/snapshot-store';
import { prune } from './prune';
import type { RetentionCandidate } from './retention';
import { selectRetained } from './retention';

jest.setTimeout(180_000);

const DAY_MS = 24 * 3_600_000;

describe('retention', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const aged = (
    days: number,
    more: Partial<RetentionCandidate> = {},
  ): RetentionCandidate => ({
    id: `day-${days}`,
    block: { number: 1000 - days },
    createdAt: new Date(now - days * DAY_MS).toISOString(),
    verification: null,
    latest: false,
    ...more,
  });
  const passed = { verification: { result: 'passed' as const } };

  it('keeps the newest', () => {
    expect([
      ...selectRetained(
        [aged(1), aged(2), aged(3)],
        { keepLast: 2, keepWeekly: 0 },
        now,
      ),
    ]).toEqual(['day-1', 'day-2']);
  });

  it('keeps one per week, preferably a verified one', () => {
    const kept = selectRetained(
      [aged(1), aged(2, passed), aged(8), aged(9), aged(30)],
      { keepLast: 0, keepWeekly: 2 },
      now,
    );
    expect([...kept].sort()).toEqual(['day-2', 'day-8']);
  });

  it('never removes the last verified one, nor the latest', () => {
    const kept = selectRetained(
      [aged(1), aged(40, passed), aged(50, passed), aged(60, { latest: true })],
      { keepLast: 1, keepWeekly: 0 },
      now,
    );
    expect([...kept].sort()).toEqual(['day-1', 'day-40', 'day-60']);
  });
});

describe('prune', () => {
  let work: string;
  let datadir: string;
  const place = { network: 'devnet', client: 'geth' };
  const at = () => ({ url: `file://${work}/store` });
  const packs = () =>
    readdir(join(work, 'store/devnet/geth/packs'), { recursive: true }).then(
      names => names.filter(name => name.includes('/')),
    );

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-prune-'));
    datadir = join(work, 'node');
    await writeDatadir(datadir, {
      ...smallDatadir(),
      'geth/chaindata/old.sst': noise('old', 6_000_000),
    });
    await build({
      store: at(),
      datadir,
      facts: testFacts(1),
      tool: 'test/1',
      threads: 1,
      now: () => Date.now() - 5_000,
    });
    await writeFile(
      join(datadir, 'geth/chaindata/old.sst'),
      noise('new', 6_000_000),
    );
    await build({
      store: at(),
      datadir,
      facts: testFacts(2),
      tool: 'test/1',
      threads: 1,
    });
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  const options = { keepLast: 1, keepWeekly: 0, ...place };
  const tomorrow = () => Date.now() + 2 * DAY_MS;

  it('removes old snapshots and keeps the rest complete', async () => {
    expect(
      await prune({ store: at(), ...options, now: tomorrow }),
    ).toMatchObject({
      ok: true,
      removed: [expect.stringMatching(/^1-/)],
      notSwept: null,
    });
    const target = join(work, 'target');
    expect(
      await restore({
        store: at(),
        datadir: target,
        node: place,
        allowUnverified: true,
      }),
    ).toMatchObject({ ok: true, block: 2 });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(datadir));
  });

  it('sweeps packs that no snapshot references, once they are a day old', async () => {
    const [pack] = await packs();
    const folder = dirname(ensurePresent(pack));
    await writeFile(
      join(work, 'store/devnet/geth/packs', folder, 'f'.repeat(64)),
      'left over',
    );
    expect(await prune({ store: at(), ...options })).toMatchObject({
      sweptObjects: 0,
    });
    const before = (await packs()).length;
    const result = await prune({ store: at(), ...options, now: tomorrow });
    expect(result.ok && result.sweptObjects).toBeGreaterThan(0);
    expect((await packs()).length).toBeLessThan(before);
  });

  it('removes nothing in a dry run', async () => {
    const before = await packs();
    expect(
      await prune({ store: at(), ...options, dryRun: true, now: tomorrow }),
    ).toMatchObject({ removed: [expect.any(String)] });
    expect(await packs()).toEqual(before);
    expect(
      await readdir(join(work, 'store/devnet/geth/snapshots')),
    ).toHaveLength(2);
  });

  it('sweeps nothing during a build', async () => {
    const store = await openStore(at(), place.network, place.client);
    const heartbeat = await startHeartbeat(store, tomorrow);
    const result = await prune({ store: at(), ...options, now: tomorrow });
    expect(result).toMatchObject({
      ok: true,
      sweptObjects: 0,
      notSwept: expect.stringContaining('a build started'),
    });
    await heartbeat.stop();
  });

  it('removes nothing when a manifest cannot be read', async () => {
    const [id] = await readdir(join(work, 'store/devnet/geth/snapshots'));
    const manifest = join(
      work,
      'store/devnet/geth/snapshots',
      ensurePresent(id),
      'manifest.json',
    );
    await writeFile(manifest, '{');
    await utimes(manifest, 0, 0);
    expect(
      await prune({ store: at(), ...options, now: tomorrow }),
    ).toMatchObject({
      ok: false,
      kind: 'corrupt',
      code: 'unreadable-snapshot',
    });
  });
});
