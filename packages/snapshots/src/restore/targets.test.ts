import { constants } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from '../builder/build';
import { writeDirty } from '../datadir/marker';
import { instant } from '@nodeyard/snapshot-store';
import { datadirDigests } from '../testing/datadirDigest';
import { bundlePrograms } from '../testing/programs';
import type { Files } from '../testing/syntheticDatadir';
import { noise, testFacts, writeDatadir } from '../testing/syntheticDatadir';
import type { TargetKind } from '../testing/targetKinds';
import { ODD_PATH, targetKinds } from '../testing/targetKinds';
import { chownTree, runAs, treeState } from '../testing/targets';

jest.setTimeout(600_000);

const uid = process.getuid?.() ?? 0;
const isRoot = uid === 0;
const users = isRoot ? [0, 10_001] : [uid];
const kinds = targetKinds.filter(kind => isRoot || !kind.needsRoot);
const REFUSED = 3;
const place = { network: 'devnet', client: 'geth' };

/** How a restore finds the datadir. */
const modes = [
  'first',
  'if-empty',
  'in place',
  'resumed',
  'resumed in place',
] as const;
type Mode = (typeof modes)[number];

const early: Files = {
  'geth/chaindata/000001.sst': noise('same', 100_000),
  [ODD_PATH]: noise('bodies', 80_000),
  'geth/chaindata/pair.sst': noise('bodies', 80_000),
  'geth/chaindata/gone.sst': noise('gone', 30_000),
};
const late: Files = {
  'geth/chaindata/000001.sst': noise('same', 100_000),
  [ODD_PATH]: Buffer.concat([noise('later', 80_000), noise('grown', 9_000)]),
  'geth/chaindata/pair.sst': noise('pair', 80_000),
  'geth/chaindata/new.sst': noise('new', 30_000),
};

describe('a restore into a target one of whose paths is', () => {
  let work: string;
  let node: string;
  let snapshot: string;
  let expected: Record<string, string>;

  beforeAll(async () => {
    // Short, for the path of a socket.
    work = await mkdtemp(join(tmpdir(), 'nyt-'));
    await chmod(work, 0o755);
    await bundlePrograms(join(work, 'programs'));
    node = join(work, 'node');
    // The one that runs this may be where other users may not go.
    await copyFile(process.execPath, node, constants.COPYFILE_FICLONE);
    for (const [name, files] of Object.entries({ early, late })) {
      await writeDatadir(join(work, name), files);
      const built = await build({
        store: { url: `file://${work}/store` },
        datadir: join(work, name),
        facts: testFacts(name === 'early' ? 5 : 9),
        tool: 'test/1',
        threads: 1,
      });
      if (!built.ok || !built.snapshot) throw new Error('not built');
      snapshot = built.snapshot;
    }
    expected = await datadirDigests(join(work, 'late'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  async function outcomeOf(kind: TargetKind, mode: Mode, user: number) {
    const scene = await mkdtemp(join(work, 'x'));
    const datadir = join(scene, 'd');
    const outside = join(scene, 'outside');
    await mkdir(join(outside, 'folder'), { recursive: true });
    const bodies = join(work, 'early', ODD_PATH);
    await cp(bodies, join(outside, 'file'));
    await cp(bodies, join(outside, 'folder/bodies.cdat'));
    await cp(join(work, 'late', ODD_PATH), join(outside, 'right'));
    const root = mode === 'resumed' ? join(datadir, '.partial') : datadir;
    await mkdir(join(root, 'geth/chaindata'), { recursive: true });
    if (mode !== 'first' && mode !== 'if-empty') {
      await cp(join(work, 'early'), root, { recursive: true });
    }
    if (mode === 'resumed' || mode === 'resumed in place') {
      await writeDirty(datadir, {
        format: 'nodeyard-dirty/1',
        ...place,
        snapshot,
        phase: mode === 'resumed' ? 'partial' : 'inPlace',
        since: instant(0),
      });
    }
    const made = { datadir, root, outside, uid: user };
    await kind.make(made);
    if (isRoot) await chownTree(scene, user);
    try {
      const before = [await treeState(datadir), await treeState(outside)];
      const { code, stderr } = await runAs(user, node, [
        join(work, 'programs/delta-sync.mjs'),
        'restore',
        ...['--store', join(work, 'store'), '--datadir', datadir],
        ...['--network', place.network, '--client', place.client],
        ...['--allow-unverified', '--force', '--quiet', '--threads', '1'],
        ...(mode === 'if-empty' ? ['--if-empty'] : []),
      ]);
      const after = [await treeState(datadir), await treeState(outside)];
      expect(after[1]).toEqual(before[1]);
      if (code === 0) {
        const digests = await datadirDigests(datadir);
        if (isDeepStrictEqual(digests, expected)) return 'equal';
      }
      expect(after[0]).toEqual(before[0]);
      expect({ code, stderr }).toMatchObject({
        code: code === 0 ? 0 : REFUSED,
      });
      return code === 0 ? 'kept' : 'refused';
    } finally {
      await kind.undo?.(made);
      await rm(scene, { recursive: true, force: true });
    }
  }

  describe.each(users.map(user => [as(user), user] as const))(
    '%s',
    (_, user) => {
      it.each(kinds.map(kind => [kind.name, kind] as const))(
        '%s',
        async (__, kind) => {
          const outcome = user === 0 ? kind.root : kind.owner;
          const found = await Promise.all(
            modes.map(async mode => [mode, await outcomeOf(kind, mode, user)]),
          );
          const ifEmpty = kind.looksEmpty ? outcome : 'kept';
          expect(Object.fromEntries(found)).toEqual(
            Object.fromEntries(
              modes.map(mode => [
                mode,
                mode === 'if-empty' ? ifEmpty : outcome,
              ]),
            ),
          );
        },
      );
    },
  );
});

function as(user: number): string {
  if (user === 0) return 'as root';
  return isRoot
    ? 'as its owner'
    : 'as its owner (what only root can make is left out: not run as root)';
}
