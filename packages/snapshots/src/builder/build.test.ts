/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executionClients } from '@nodeyard/ethereum';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { historyLabel } from '../datadir/history';
import { listSnapshots, showSnapshot } from '@nodeyard/snapshot-store';
import { restore } from '../restore/restore';
import { datadirDigests } from '../testing/datadirDigest';
import { clientTrees } from '../testing/clientTrees';
import {
  laterDatadir,
  noise,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import type { BuildOptions } from './build';
import { build } from './build';

jest.setTimeout(180_000);

describe('build', () => {
  let work: string;
  let datadir: string;
  let options: BuildOptions;
  const place = { network: 'devnet', client: 'geth' };

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-build-'));
    datadir = join(work, 'node');
    await writeDatadir(datadir, smallDatadir());
    options = {
      store: { url: `file://${work}/store` },
      datadir,
      facts: testFacts(),
      tool: 'test/1',
      threads: 2,
    };
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  async function built(overrides: Partial<BuildOptions> = {}) {
    const result = await build({ ...options, ...overrides });
    if (!result.ok) throw new Error(result.message);
    return result;
  }

  async function refusal(overrides: Partial<BuildOptions> = {}) {
    const result = await build({ ...options, ...overrides });
    if (result.ok) throw new Error('it was built');
    return result;
  }

  async function pathsOf(snapshot: string) {
    const shown = await showSnapshot({
      store: options.store,
      ...place,
      snapshot,
    });
    return shown.ok ? shown.manifest.files.map(file => file.path) : [];
  }

  describe('labels a snapshot with the history of the datadir', () => {
    const labelOf = async (history: string | null = 'full') => {
      const { snapshot } = await built({ facts: testFacts(5, { history }) });
      const shown = await showSnapshot({
        store: options.store,
        ...place,
        snapshot: snapshot ?? '',
      });
      return shown.ok && shown.manifest.history;
    };
    const mark = async (history: string | null) => {
      await mkdir(join(datadir, '.nodeyard'), { recursive: true });
      await writeFile(
        join(datadir, '.nodeyard/history.json'),
        JSON.stringify({
          ...{ format: 'nodeyard-history/1', ...place },
          ...{ history, asked: 'full' },
        }),
      );
    };

    it('from its mark', async () => {
      await mark('full');
      expect(await labelOf()).toBe('full');
      expect(await labelOf(null)).toBe('full');
    });

    it('with none if its mark has none', async () => {
      await mark(null);
      expect(await labelOf()).toBeNull();
    });

    it('from the option if it has no mark', async () => {
      expect(await labelOf()).toBe('full');
      expect(await labelOf(null)).toBeNull();
    });

    it('without waiting for a named pipe in place of its mark', async () => {
      await mkdir(join(datadir, '.nodeyard'), { recursive: true });
      execFileSync('mkfifo', [join(datadir, '.nodeyard/history.json')]);
      expect(await historyLabel(datadir, { ...place, history: 'full' })).toBe(
        'full',
      );
    });

    it('or refuses a label that its mark or its files contradict', async () => {
      await mark('full');
      expect(
        await refusal({ facts: testFacts(5, { history: 'archive' }) }),
      ).toMatchObject({
        kind: 'refused',
        code: 'history-differs',
        message: expect.stringContaining('has history "full", not "archive"'),
      });
      const bodies = join(datadir, 'geth/chaindata/ancient/chain/bodies');
      await writeFile(`${bodies}.meta`, Buffer.from('c50264820714', 'hex'));
      await writeFile(`${bodies}.cidx`, Buffer.alloc(1812));
      expect(await refusal()).toMatchObject({
        code: 'history-differs',
        message: expect.stringContaining('its oldest body is of block 100'),
      });
    });
  });

  it('stores new compressible data in less than its size', async () => {
    const { bytes, newBytes, readBytes } = await built();
    expect(readBytes).toBe(bytes);
    expect(newBytes).toBeLessThan(bytes - 4_000_000);
  });

  it('reads and stores nothing when nothing has changed', async () => {
    const first = await built();
    const second = await built({ facts: testFacts(6) });
    expect(second).toMatchObject({
      readBytes: 0,
      newBytes: 0,
      parent: first.snapshot,
    });
  });

  it('stores only the pages that changed in place', async () => {
    await built();
    const mdbx = Buffer.from(smallDatadir()['db/mdbx.dat']);
    noise('page', 4096).copy(mdbx, 40_960);
    await writeFile(join(datadir, 'db/mdbx.dat'), mdbx);
    const { newBytes, readBytes } = await built({ facts: testFacts(6) });
    expect(readBytes).toBe(mdbx.length);
    expect(newBytes).toBeLessThan(66_000);
  });

  it('gives unchanged files the same index objects', async () => {
    await built();
    await writeFile(
      join(datadir, 'geth/chaindata/000009.sst'),
      noise('nine', 1000),
    );
    await built({ facts: testFacts(6) });
    const listed = await listSnapshots({ store: options.store, ...place });
    expect(listed.ok && listed.snapshots).toHaveLength(2);
  });

  it('reuses the chunks of a killed build', async () => {
    const first = await built();
    await rm(join(work, 'store/devnet/geth/snapshots'), { recursive: true });
    const again = await built();
    expect(again).toMatchObject({ newBytes: 0, readBytes: first.bytes });
  });

  it('stores removed chunks again', async () => {
    await built();
    await rm(join(work, 'store/devnet/geth/packs'), { recursive: true });
    const { snapshot } = await built({ facts: testFacts(6) });
    const target = join(work, 'target');
    await restore({
      store: options.store,
      datadir: target,
      node: place,
      from: snapshot,
      allowUnverified: true,
    });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(datadir));
  });

  it('writes nothing in a dry run', async () => {
    const result = await built({ dryRun: true });
    expect(result).toMatchObject({ files: 10, newBytes: 0 });
    await expect(readFile(join(work, 'store'))).rejects.toThrow('ENOENT');
  });

  it.each(
    Object.values(executionClients).map(({ name, neverSnapshot }) => [
      name,
      neverSnapshot,
    ]),
  )('never stores what the facts of %s forbid', async (client, globs) => {
    const forbidden = globs.map(glob =>
      glob
        .replace(/^\*\*\//, 'some/folder/')
        .replace(/\*\*$/, 'inner')
        .replace(/\*/g, 'x'),
    );
    await writeDatadir(
      datadir,
      smallDatadir(),
      Object.fromEntries(
        [...forbidden, ...(clientTrees[client] ?? [])].map(path => [
          path,
          noise(path, 40),
        ]),
      ),
    );
    const { snapshot } = await built({ facts: testFacts(5, { client }) });
    const shown = await showSnapshot({
      store: options.store,
      network: 'devnet',
      client,
      snapshot: snapshot ?? '',
    });
    expect(
      shown.ok &&
        shown.manifest.files.filter(file => forbidden.includes(file.path)),
    ).toEqual([]);
  });

  it.each([
    ['a node key', 'geth/nodekey'],
    ['a JWT secret', 'geth/jwtsecret'],
    ['a keystore', 'keystore/UTC--2026--abc'],
    ['slashing data', 'validators/slashing_protection.sqlite'],
    ['a transaction pool', 'geth/transactions.rlp'],
    ['a blob pool', 'geth/blobpool/queue/bkt_1.bag'],
    ['peers', 'geth/nodes/000001.log'],
    ['a lock', 'geth/chaindata/ancient/chain/FLOCK'],
  ])('never stores %s', async (_, path) => {
    await writeDatadir(datadir, smallDatadir(), {
      [path]: Buffer.from('ab'.repeat(32)),
    });
    const { snapshot } = await built();
    expect(await pathsOf(snapshot ?? '')).not.toContain(path);
  });

  it.each([
    ['by 32 bytes in hex', 'geth/unknown', 'ab'.repeat(32)],
    ['by PEM', 'geth/tls', '-----BEGIN EC PRIVATE KEY-----\nabc'],
    [
      'by a keystore in JSON',
      'backup.json',
      '{"crypto":{"cipher":"aes-128-ctr"}}',
    ],
    ['by its name', 'my-node.key', 'anything'],
  ])('refuses an unknown key, known %s', async (_, path, content) => {
    await writeFile(join(datadir, path), content);
    expect(await refusal()).toMatchObject({
      kind: 'refused',
      code: 'datadir-key',
      message: expect.stringContaining(path),
    });
    expect(await built({ exclude: [path] })).toMatchObject({ files: 10 });
  });

  it('refuses a name that is not UTF-8, unless it is excluded', async () => {
    const name = Buffer.from([0x78, 0xff]);
    const path = Buffer.concat([Buffer.from(`${datadir}/geth/`), name]);
    await writeFile(path, 'x');
    expect(await refusal()).toMatchObject({
      code: 'datadir-odd-file',
      message: expect.stringContaining('unusual name'),
    });
    expect(await built({ exclude: ['geth/x*'] })).toMatchObject({ files: 10 });
  });

  it('refuses symbolic links', async () => {
    await symlink('/etc', join(datadir, 'geth/ancient'));
    expect(await refusal()).toMatchObject({ code: 'datadir-odd-file' });
  });

  it('refuses a datadir that geth did not stop cleanly', async () => {
    await rm(join(datadir, 'geth/triedb/merkle.journal'));
    expect(await refusal()).toMatchObject({
      kind: 'refused',
      code: 'datadir-unclean',
    });
  });

  it('refuses a datadir on which geth was started after its last clean stop', async () => {
    const options11 = join(datadir, 'geth/chaindata/OPTIONS-000011');
    await writeFile(options11, 'opened again');
    const later = Date.now() / 1000 + 5;
    await utimes(options11, later, later);
    expect(await refusal()).toMatchObject({ code: 'datadir-unclean' });
  });

  it('refuses a partially restored datadir', async () => {
    await mkdir(join(datadir, '.nodeyard'));
    await writeFile(join(datadir, '.nodeyard/dirty.json'), '{}');
    expect(await refusal()).toMatchObject({ code: 'datadir-dirty' });
  });

  it('stops when a file changes while it is read', async () => {
    const changed = await refusal({
      onProgress: () =>
        void appendFile(join(datadir, 'geth/chaindata/000001.sst'), 'x'),
    });
    expect(changed).toMatchObject({ kind: 'refused', code: 'datadir-changed' });
    expect(
      await listSnapshots({ store: options.store, ...place }),
    ).toMatchObject({ snapshots: [] });
  });

  it('stops when a file becomes shorter while it is read', async () => {
    const big = join(datadir, 'geth/chaindata/big.sst');
    await writeFile(big, noise('big', 90_000_000));
    const changed = await refusal({
      threads: 1,
      onProgress: ({ doneBytes }) => void (doneBytes > 0 && truncate(big, 10)),
    });
    expect(changed).toMatchObject({ kind: 'refused', code: 'datadir-changed' });
  });

  it('can be stopped and resumed', async () => {
    const stop = new AbortController();
    const stopped = await refusal({
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({
      kind: 'cancelled',
      message: expect.stringMatching(
        /^Cancelled by a signal (at .* %|before the manifest)/,
      ),
    });
    expect(await built()).toMatchObject({ ok: true });
  });

  it('allows two concurrent builders', async () => {
    const other = join(work, 'other');
    await writeDatadir(other, laterDatadir());
    const results = await Promise.all([
      built(),
      built({ datadir: other, facts: testFacts(6) }),
      built({ facts: testFacts(7) }),
    ]);
    for (const [n, source] of [datadir, other, datadir].entries()) {
      const target = join(work, `target-${n}`);
      const restored = await restore({
        store: options.store,
        datadir: target,
        node: place,
        from: ensurePresent(results[n]).snapshot,
        allowUnverified: true,
      });
      expect(restored).toMatchObject({ ok: true });
      expect(await datadirDigests(target)).toEqual(
        await datadirDigests(source),
      );
    }
  });
});
