import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { writeDirty } from '../datadir/marker';
import { instant } from '@nodeyard/snapshot-store';
import {
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { restore } from './restore';

jest.setTimeout(180_000);

describe('a restore into a datadir with a chain beside an interrupted restore', () => {
  let work: string;
  let snapshot: string;
  let target: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-grown-'));
    await writeDatadir(join(work, 'node'), smallDatadir());
    const built = await build({
      store: { url: `file://${work}/store` },
      datadir: join(work, 'node'),
      facts: testFacts(5),
      tool: 'test/1',
      threads: 1,
    });
    if (!built.ok || !built.snapshot) throw new Error('not built');
    snapshot = built.snapshot;
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  beforeEach(async () => {
    target = await mkdtemp(join(work, 'target-'));
    await writeDirty(target, {
      format: 'nodeyard-dirty/1',
      network: 'devnet',
      client: 'geth',
      snapshot,
      phase: 'partial',
      since: instant(0),
    });
    await mkdir(join(target, '.partial'));
  });

  async function chainOf(writtenAt: Date): Promise<void> {
    const file = join(target, 'geth/chaindata/000001.sst');
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, 'its own chain');
    await utimes(file, writtenAt, writtenAt);
  }

  const restored = (force: boolean) =>
    restore({
      store: { url: `file://${work}/store` },
      datadir: target,
      node: { network: 'devnet', client: 'geth' },
      from: snapshot,
      allowUnverified: true,
      threads: 1,
      force,
    });

  it('treats it as newer if it was written after the snapshot, so that --if-older keeps it', async () => {
    await chainOf(new Date(Date.now() + 3_600_000));
    expect(await restored(false)).toMatchObject({
      code: 'datadir-newer',
      message: expect.stringContaining(
        `rm -rf ${target}/.partial ${target}/.nodeyard`,
      ),
    });
  });

  it.each([
    ['older', false, new Date(0)],
    ['newer, but force is asked for', true, new Date(Date.now() + 3_600_000)],
  ])('changes nothing when it is %s', async (_, force, writtenAt) => {
    await chainOf(writtenAt);
    expect(await restored(force)).toMatchObject({
      code: 'datadir-grown',
      message: expect.stringContaining(
        `rm -rf ${target}/.partial ${target}/.nodeyard`,
      ),
    });
  });

  it.each([
    ['captures the chain and nothing of the leftover', true, { files: 10 }],
    [
      'captures nothing while there is only the leftover',
      false,
      { code: 'datadir-dirty' },
    ],
  ])('%s', async (_, isGrown, outcome) => {
    if (isGrown) {
      const grown = join(work, 'grown');
      await writeDatadir(grown, smallDatadir());
      await cp(grown, target, { recursive: true, preserveTimestamps: true });
    }
    await writeFile(join(target, '.partial/left'), 'over');
    const built = await build({
      store: { url: `file://${work}/store-of-grown` },
      datadir: target,
      facts: testFacts(6),
      tool: 'test/1',
      threads: 1,
    });
    expect(built).toMatchObject(outcome);
  });
});
