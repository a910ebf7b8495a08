import { spawn } from 'node:child_process';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { build } from '../builder/build';
import { writeDirty } from '../datadir/marker';
import { instant, openStore, showSnapshot } from '@nodeyard/snapshot-store';
import { datadirDigests } from '../testing/datadirDigest';
import type { Files } from '../testing/syntheticDatadir';
import {
  laterDatadir,
  noise,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { publishVerification } from '../verify/publish';
import { holdsChain } from './holdsChain';
import { plan } from './plan';
import type { RestoreOptions } from './restore';
import { restore } from './restore';
import { datadirStatus } from './status';

jest.setTimeout(180_000);

describe('restore', () => {
  let work: string;
  let source: string;
  let target: string;
  let early: string;
  let late: string;
  const place = { network: 'devnet', client: 'geth' };
  const at = () => ({ url: `file://${work}/store` });

  async function snapshotOf(files: Files, block: number): Promise<string> {
    await writeDatadir(source, files);
    const built = await build({
      store: at(),
      datadir: source,
      facts: testFacts(block),
      tool: 'test/1',
      threads: 2,
    });
    if (!built.ok || !built.snapshot) throw new Error('not built');
    return built.snapshot;
  }

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-restore-'));
    source = join(work, 'node');
    early = await snapshotOf(smallDatadir(), 5);
    await cp(source, join(work, 'early'), { recursive: true });
    late = await snapshotOf(laterDatadir(), 9);
  });
  afterAll(() => rm(work, { recursive: true, force: true }));
  beforeEach(() => {
    target = join(work, `target-${Math.random()}`);
  });
  afterEach(() => rm(target, { recursive: true, force: true }));

  const run = (overrides: Partial<RestoreOptions> = {}) =>
    restore({
      store: at(),
      datadir: target,
      node: place,
      from: late,
      allowUnverified: true,
      threads: 2,
      ...overrides,
    });

  async function done(overrides: Partial<RestoreOptions> = {}) {
    const result = await run(overrides);
    if (!result.ok) throw new Error(result.message);
    return result;
  }

  it('makes an empty datadir equal to the snapshot, with modes and times', async () => {
    await done();
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
    const made = await stat(join(target, 'db/mdbx.dat'));
    const given = await stat(join(source, 'db/mdbx.dat'));
    expect(made.mode).toBe(given.mode);
    expect(made.mtimeMs).toBeCloseTo(given.mtimeMs, 1);
    expect(await datadirStatus(target)).toMatchObject({
      state: 'restored',
      snapshot: late,
      block: 9,
    });
  });

  it('fetches only chunks that changed since the last restore', async () => {
    await done({ from: early });
    const planned = await plan({
      store: at(),
      datadir: target,
      node: place,
      from: late,
      allowUnverified: true,
    });
    const delta = await done();
    expect(delta.files).toEqual({
      same: expect.any(Number),
      changed: 2,
      new: 1,
    });
    expect(delta).toMatchObject({ deleted: 1 });
    // One page in 64 KiB, the freezer's last chunk, a new table, the journal.
    expect(delta.fetchedBytes).toBeLessThan(4_000_000);
    expect(planned).toMatchObject({
      fetchBytes: delta.fetchedBytes,
      writeBytes: delta.writtenBytes,
      delete: ['geth/chaindata/000002.sst'],
    });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
  });

  it('does nothing if the datadir is current', async () => {
    await done();
    expect(await done()).toMatchObject({
      fetchedBytes: 0,
      writtenBytes: 0,
      files: { changed: 0, new: 0 },
    });
  });

  it('takes over an unknown datadir by hashing its files', async () => {
    await cp(join(work, 'early'), target, { recursive: true });
    const { fetchedBytes } = await done({ force: true });
    expect(fetchedBytes).toBeLessThan(4_000_000);
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
  });

  it('repairs a file that another process changed', async () => {
    await done();
    const path = join(target, 'geth/chaindata/000001.sst');
    await writeFile(path, noise('damage', 5_000_000));
    await done({ force: true });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
  });

  it('keeps the secrets of the datadir', async () => {
    await mkdir(join(target, 'geth'), { recursive: true });
    await mkdir(join(target, 'keystore'));
    await writeFile(join(target, 'geth/nodekey'), 'mine');
    await writeFile(join(target, 'keystore/one'), 'mine too');
    await done();
    await done({ from: early, force: true });
    expect(await readFile(join(target, 'geth/nodekey'), 'utf8')).toBe('mine');
    expect(await readFile(join(target, 'keystore/one'), 'utf8')).toBe(
      'mine too',
    );
  });

  it('reads all files again on request', async () => {
    expect(await done({ verify: 'files' })).toMatchObject({ ok: true });
  });

  it('leaves a datadir dirty when it is stopped, and resumes', async () => {
    await done({ from: early });
    const stop = new AbortController();
    const stopped = await run({
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({ kind: 'cancelled' });
    expect(await datadirStatus(target)).toMatchObject({
      state: 'dirty',
      snapshot: late,
    });
    await done();
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
    expect(await datadirStatus(target)).toMatchObject({ state: 'restored' });
  });

  it('marks the datadir with the history of the snapshot', async () => {
    await done();
    expect(
      JSON.parse(
        await readFile(join(target, '.nodeyard/history.json'), 'utf8'),
      ),
    ).toEqual({
      ...{ format: 'nodeyard-history/1', ...place },
      ...{ history: 'full', asked: null },
    });
  });

  describe('refuses', () => {
    async function refusal(overrides: Partial<RestoreOptions>) {
      const before = await datadirDigests(target).catch(() => undefined);
      const result = await run(overrides);
      expect(await datadirDigests(target).catch(() => undefined)).toEqual(
        before,
      );
      return result;
    }

    it.each([
      ['another scheme', { scheme: 'hash' }, 'wrong-scheme'],
      ['another history mode', { history: 'archive' }, 'wrong-history'],
      ['another chain', { chainId: 1 }, 'wrong-chainId'],
      ['an older client', { clientVersion: 'v1.16.9' }, 'client-older'],
    ])('%s', async (_, node, code) => {
      expect(await refusal({ node: { ...place, ...node } })).toMatchObject({
        kind: 'refused',
        code,
      });
    });

    it('a snapshot that was not verified', async () => {
      expect(await refusal({ allowUnverified: false })).toMatchObject({
        kind: 'refused',
        code: 'snapshot-unverified',
      });
      expect(
        await refusal({ from: 'latest', allowUnverified: false }),
      ).toMatchObject({ code: 'snapshot-unverified' });
    });

    it('a datadir that is newer, unless forced', async () => {
      await done();
      expect(await refusal({ from: early })).toMatchObject({
        code: 'datadir-newer',
        message: expect.stringContaining('block 9'),
      });
      expect(await done({ from: early, force: true })).toMatchObject({
        block: 5,
      });
    });

    it('a datadir that a node has written to since the snapshot', async () => {
      await done();
      await new Promise(resolve => setTimeout(resolve, 1100));
      await writeFile(join(target, 'geth/chaindata/000099.sst'), 'new');
      expect(await refusal({})).toMatchObject({
        code: 'datadir-newer',
        message: expect.stringContaining('000099.sst'),
      });
    });

    it('a datadir on which a node ran beside an interrupted restore, even when forced', async () => {
      const stop = new AbortController();
      const { signal } = stop;
      await run({ signal, onProgress: () => stop.abort() });
      expect(await holdsChain(target, 'geth')).toBe(false);
      await cp(join(work, 'early'), target, { recursive: true });
      expect(await refusal({ force: true })).toMatchObject({
        kind: 'refused',
        code: 'datadir-grown',
      });
      expect(await holdsChain(target, 'geth')).toBe(true);
    });

    it('a datadir with a lock that is held', async () => {
      await done();
      const lock = join(target, 'geth/LOCK');
      const holder = spawn('flock', ['-x', lock, 'sleep', '30'], {
        stdio: 'ignore',
      });
      try {
        await new Promise(resolve => setTimeout(resolve, 300));
        expect(await refusal({ from: early, force: true })).toMatchObject({
          code: 'datadir-locked',
        });
      } finally {
        holder.kill('SIGKILL');
      }
    });

    it('a datadir on which a node was started before the claim', async () => {
      await done();
      // A claim from elsewhere is watched for signs of life, which gives a node the time.
      await writeFile(
        join(target, '.nodeyard/claim.json'),
        JSON.stringify({
          ...{ format: 'nodeyard-claim/1', id: 'x', place: 'elsewhere' },
          ...{ pid: 1, began: '1' },
        }),
      );
      const restoring = refusal({ from: early, force: true });
      const claiming = async () =>
        (await readdir(join(target, '.nodeyard'))).some(name =>
          name.startsWith('claim.json.'),
        );
      while (!(await claiming())) await new Promise(setImmediate);
      const lock = join(target, 'geth/LOCK');
      const holder = spawn('flock', ['-x', lock, 'sleep', '60'], {
        stdio: 'ignore',
      });
      try {
        expect(await restoring).toMatchObject({ code: 'datadir-locked' });
      } finally {
        holder.kill('SIGKILL');
      }
    });

    it('a datadir of another network', async () => {
      await done();
      const marker = join(target, '.nodeyard/restored.json');
      await writeFile(
        marker,
        (await readFile(marker, 'utf8')).replace('"devnet"', '"sepolia"'),
      );
      expect(await refusal({})).toMatchObject({ code: 'wrong-datadir' });
    });

    it('links on its path', async () => {
      await mkdir(join(target, 'elsewhere'), { recursive: true });
      await mkdir(join(target, 'geth'), { recursive: true });
      await symlink('/tmp', join(target, 'geth/chaindata'));
      expect(await refusal({ force: true })).toMatchObject({
        code: 'datadir-odd-file',
      });
    });

    it('to delete a file with the name of a key', async () => {
      await done({ from: early });
      await writeFile(join(target, 'geth/forgotten'), 'cd'.repeat(32));
      expect(await refusal({ force: true })).toMatchObject({
        code: 'datadir-key',
      });
    });
  });

  it('restores the latest verified snapshot by default', async () => {
    const shown = await showSnapshot({
      store: at(),
      ...place,
      snapshot: early,
    });
    if (!shown.ok) throw new Error(shown.message);
    const store = await openStore(at(), place.network, place.client);
    const { manifest } = shown;
    const verification = {
      format: 'nodeyard-verification/1',
      snapshot: early,
      digest: manifest.digest,
      result: 'passed',
      method: 'boot',
      client: 'geth',
      clientVersion: '1.17.8',
      block: manifest.block,
      at: instant(0),
    } as const;
    const { timestamp: _, ...block } = manifest.block;
    await publishVerification(
      store,
      early,
      manifest,
      { ...verification, block },
      0,
    );
    expect(
      await done({ from: 'latest', allowUnverified: false }),
    ).toMatchObject({ snapshot: early });
  });

  it('keeps files whose names are not UTF-8, which no snapshot contains', async () => {
    await done({ from: early });
    const name = Buffer.from([0x78, 0xff]);
    const path = Buffer.concat([Buffer.from(`${target}/geth/`), name]);
    await writeFile(path, 'mine');
    await done();
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await datadirDigests(target)).toEqual(await datadirDigests(source));
  });

  it('sets mode and time of a file that was complete when an earlier run was killed', async () => {
    await done();
    const path = join(target, 'geth/chaindata/000001.sst');
    await chmod(path, 0o600);
    await utimes(path, 1, 1);
    await writeDirty(target, {
      ...{ format: 'nodeyard-dirty/1', ...place, snapshot: late },
      ...{ phase: 'inPlace', since: instant(0) },
    });
    await done();
    const made = await stat(path);
    const given = await stat(join(source, 'geth/chaindata/000001.sst'));
    expect(made.mode).toBe(given.mode);
    expect(made.mtimeMs).toBeCloseTo(given.mtimeMs, 1);
  });

  it('is correct for any pair of datadirs', async () => {
    const content = fc.oneof(
      fc
        .tuple(fc.nat(20), fc.nat(200_000))
        .map(([seed, size]) => noise(`s${seed}`, size)),
      fc.nat(300_000).map(size => Buffer.alloc(size)),
    );
    const path = fc.constantFrom(
      'db/mdbx.dat',
      'a.sst',
      'b/c.sst',
      'b/d/e',
      'b.x',
      'ü/ñ.cdat',
    );
    const files = fc.dictionary(path, content, { maxKeys: 6, minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(files, files, async (before, after) => {
        const first = await snapshotOf(before, 11);
        await rm(target, { recursive: true, force: true });
        await done({ from: first });
        const second = await snapshotOf(after, 12);
        await done({ from: second, force: true });
        expect(await datadirDigests(target)).toEqual(
          await datadirDigests(source),
        );
      }),
      { numRuns: 6 },
    );
  });
});
