import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dirty } from '../datadir/marker';
import { writeDirty } from '../datadir/marker';
import { datadirStatus } from './status';
import { cleanupCommand } from './datadirState';

describe('the status of a datadir', () => {
  let datadir: string;

  beforeEach(async () => {
    datadir = await mkdtemp(join(tmpdir(), 'snapshots-status-'));
  });
  afterEach(() => rm(datadir, { recursive: true, force: true }));

  const interrupted = (phase: Dirty['phase']) =>
    writeDirty(datadir, {
      format: 'nodeyard-dirty/1',
      network: 'devnet',
      client: 'geth',
      snapshot: '5-20261123T101112Z-0a1b2c3d',
      phase,
      since: '2026-11-23T10:20:00Z',
    });

  async function has(path: string): Promise<void> {
    await mkdir(join(datadir, path, '..'), { recursive: true });
    await writeFile(join(datadir, path), 'something');
  }

  it('is unknown when nothing was restored', async () => {
    expect(await datadirStatus(datadir)).toEqual({
      state: 'unknown',
      chain: null,
    });
  });

  it('permits a start on the chain of the node, and lists the files of an interrupted restore beside it', async () => {
    await interrupted('partial');
    await has('.partial/geth/chaindata/000001.sst');
    await has('geth/chaindata/000007.sst');
    const remove = `rm -rf ${datadir}/.partial ${datadir}/.nodeyard`;
    expect(await datadirStatus(datadir)).toEqual({
      state: 'unknown',
      chain: 'geth',
      leftover: { remove, message: expect.stringContaining(remove) },
    });
  });

  it('prints a command that removes only these, for any path', async () => {
    const odd = join(datadir, "it's my data");
    await mkdir(join(odd, '.partial'), { recursive: true });
    await mkdir(join(odd, '.nodeyard'));
    await has('data/another-users');
    execFileSync('sh', ['-c', cleanupCommand(odd)], { cwd: datadir });
    expect(await readdir(odd)).toEqual([]);
    expect(await readdir(datadir)).toEqual(['data', "it's my data"]);
  });

  it('is dirty if only secrets and locks are beside an interrupted restore', async () => {
    await interrupted('partial');
    await has('.partial/geth/chaindata/000001.sst');
    await has('geth/nodekey');
    await has('geth/LOCK');
    expect(await datadirStatus(datadir)).toMatchObject({ state: 'dirty' });
  });

  it.each(['renaming', 'inPlace'] as const)(
    'is dirty in the phase %s, with any files',
    async phase => {
      await interrupted(phase);
      await has('geth/chaindata/000007.sst');
      expect(await datadirStatus(datadir)).toEqual({
        state: 'dirty',
        snapshot: '5-20261123T101112Z-0a1b2c3d',
        since: '2026-11-23T10:20:00Z',
        message: expect.stringContaining('no node may start on it'),
      });
    },
  );

  it('is dirty if its marker cannot be read', async () => {
    await has('.nodeyard/dirty.json');
    await has('geth/chaindata/000007.sst');
    expect(await datadirStatus(datadir)).toMatchObject({
      state: 'dirty',
      snapshot: null,
    });
  });
});
