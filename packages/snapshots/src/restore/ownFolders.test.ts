import { execFileSync } from 'node:child_process';
import {
  cp,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from '../builder/build';
import { writeDirty } from '../datadir/marker';
import { instant } from '@nodeyard/snapshot-store';
import { datadirDigests } from '../testing/datadirDigest';
import type { Files } from '../testing/syntheticDatadir';
import {
  laterDatadir,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { treeState } from '../testing/targets';
import { restore } from './restore';

jest.setTimeout(180_000);

describe('internal files of a restore in a datadir', () => {
  let work: string;
  let datadir: string;
  let outside: string;
  let early: string;
  let late: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-own-'));
    early = await snapshotOf(smallDatadir(), 5);
    late = await snapshotOf(laterDatadir(), 6);
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  beforeEach(async () => {
    const scene = await mkdtemp(join(work, 'scene-'));
    datadir = join(scene, 'datadir');
    outside = join(scene, 'outside');
    await mkdir(datadir);
    await mkdir(join(outside, 'folder'), { recursive: true });
    await writeFile(join(outside, 'file'), 'theirs');
    await writeFile(join(outside, 'folder/file'), 'theirs');
  });

  async function snapshotOf(files: Files, block: number): Promise<string> {
    await writeDatadir(join(work, 'node'), files);
    const built = await build({
      store: { url: `file://${work}/store` },
      datadir: join(work, 'node'),
      facts: testFacts(block),
      tool: 'test/1',
      threads: 1,
    });
    if (!built.ok || !built.snapshot) throw new Error('not built');
    return built.snapshot;
  }

  const restored = (from: string) =>
    restore({
      store: { url: `file://${work}/store` },
      datadir,
      node: { network: 'devnet', client: 'geth' },
      from,
      force: true,
      allowUnverified: true,
      threads: 1,
    });

  const made = async (path: string) => {
    await mkdir(dirname(join(datadir, path)), { recursive: true });
    return join(datadir, path);
  };
  const linked = async (path: string, to: string) =>
    symlink(join(outside, to), await made(path));
  const pipe = async (path: string) =>
    void execFileSync('mkfifo', [await made(path)]);
  const folder = async (path: string) =>
    void (await mkdir(await made(path), { recursive: true }));

  it.each<[string, () => Promise<void>]>([
    ['its folder is a link', () => linked('.nodeyard', 'folder')],
    ['its folder is a link to nothing', () => linked('.nodeyard', 'absent')],
    [
      'its folder is a file',
      async () => writeFile(await made('.nodeyard'), ''),
    ],
    ['.partial is a link', () => linked('.partial', 'folder')],
    ['.partial is a named pipe', () => pipe('.partial')],
    ['indexes is a link', () => linked('.nodeyard/indexes', 'folder')],
    ['manifests is a link', () => linked('.nodeyard/manifests', 'folder')],
    ['the marker is a link', () => linked('.nodeyard/restored.json', 'file')],
    ['the marker is a pipe', () => pipe('.nodeyard/restored.json')],
    ['the mark of dirt is a pipe', () => pipe('.nodeyard/dirty.json')],
    ['the mark of dirt is a folder', () => folder('.nodeyard/dirty.json/x')],
    ['the history is a link', () => linked('.nodeyard/history.json', 'file')],
    ['the claim is a link', () => linked('.nodeyard/claim.json', 'file')],
  ])('is refused, and all left as it is, where %s', async (_, odd) => {
    await odd();
    const before = [await treeState(datadir), await treeState(outside)];
    expect(await restored(late)).toMatchObject({
      ok: false,
      kind: 'refused',
      code: 'datadir-odd-file',
    });
    expect([await treeState(datadir), await treeState(outside)]).toEqual(
      before,
    );
  });

  it.each([
    '.nodeyard/restored.json.tmp',
    '.nodeyard/dirty.json.tmp',
    '.nodeyard/history.json.tmp',
  ])('are not written through a file left at %s', async left => {
    await linked(left, 'file');
    expect(await restored(late)).toMatchObject({ ok: true });
    expect(await readFile(join(outside, 'file'), 'utf8')).toBe('theirs');
  });

  it('are not shared with a hard-linked copy of the datadir', async () => {
    expect(await restored(early)).toMatchObject({ ok: true });
    const live = datadir;
    const before = await treeState(live);
    datadir = `${live}-copy`;
    execFileSync('cp', ['-al', live, datadir]);
    expect(await restored(late)).toMatchObject({ ok: true, block: 6 });
    expect(await treeState(live)).toEqual(before);
    expect(await datadirDigests(datadir)).toEqual(
      await datadirDigests(join(work, 'node')),
    );
  });

  it('are not moved over other files', async () => {
    await cp(join(work, 'node'), join(datadir, '.partial'), {
      recursive: true,
    });
    await linked('geth', 'folder');
    await writeDirty(datadir, {
      format: 'nodeyard-dirty/1',
      network: 'devnet',
      client: 'geth',
      snapshot: late,
      phase: 'renaming',
      since: instant(0),
    });
    const before = [await treeState(datadir), await treeState(outside)];
    expect(await restored(late)).toMatchObject({ code: 'datadir-odd-file' });
    expect([await treeState(datadir), await treeState(outside)]).toEqual(
      before,
    );
  });

  it('are removed by name only, if the snapshot has no such file', async () => {
    expect(await restored(early)).toMatchObject({ ok: true });
    await link(join(outside, 'file'), join(datadir, 'geth/surplus'));
    const { mtimeMs } = await stat(join(outside, 'file'));
    expect(await restored(late)).toMatchObject({ ok: true, deleted: 2 });
    expect(await readFile(join(outside, 'file'), 'utf8')).toBe('theirs');
    expect((await stat(join(outside, 'file'))).mtimeMs).toBe(mtimeMs);
  });
});
