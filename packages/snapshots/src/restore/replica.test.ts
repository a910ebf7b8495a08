import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from '../builder/build';
import { instant, openStore, showSnapshot } from '@nodeyard/snapshot-store';
import { seeded } from '../testing/corruption';
import { datadirDigests } from '../testing/datadirDigest';
import type { Files } from '../testing/syntheticDatadir';
import { noise, testFacts, writeDatadir } from '../testing/syntheticDatadir';
import { publishVerification } from '../verify/publish';
import { restore } from './restore';
import { datadirStatus } from './status';

// A bucket is replicated object by object, in no order: docs/regions.md relies on what is tested here.
jest.setTimeout(300_000);

const place = { network: 'devnet', client: 'geth' };

describe('a replica of a store', () => {
  let work: string;
  let source: string;
  let origin: string;
  let first: string;
  let second: string;
  const at = (folder: string) => ({ url: `file://${folder}` });

  async function published(files: Files, block: number): Promise<string> {
    await writeDatadir(source, files);
    const store = at(origin);
    const built = await build({
      ...{ store, datadir: source, facts: testFacts(block) },
      ...{ tool: 'test/1', threads: 1 },
    });
    if (!built.ok || !built.snapshot) throw new Error('not built');
    const { snapshot } = built;
    const shown = await showSnapshot({ store, ...place, snapshot });
    if (!shown.ok) throw new Error(shown.message);
    const { manifest } = shown;
    const { timestamp: _, ...answered } = manifest.block;
    const opened = await openStore(store, place.network, place.client);
    const verification = {
      ...({ format: 'nodeyard-verification/1', result: 'passed' } as const),
      ...({ method: 'boot', client: 'geth', clientVersion: '1.17.8' } as const),
      ...{ snapshot, digest: manifest.digest, block: answered, at: instant(0) },
    };
    await publishVerification(opened, snapshot, manifest, verification, 0);
    return snapshot;
  }

  const files = (seed: string): Files => ({
    'geth/chaindata/000001.sst': noise('same', 300_000),
    'geth/chaindata/000002.sst': noise(seed, 300_000),
    'db/mdbx.dat': Buffer.concat([noise('page', 65_536), noise(seed, 65_536)]),
  });

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-replica-'));
    [source, origin] = [join(work, 'node'), join(work, 'origin')];
    first = await published(files('first'), 5);
    await cp(origin, join(work, 'before'), { recursive: true });
    await rm(source, { recursive: true });
    second = await published(files('second'), 9);
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const restored = (replica: string, target: string, from = 'latest') =>
    restore({
      ...{ store: at(replica), datadir: target, node: place, from },
      threads: 1,
    });

  /** Objects of the origin that a replica lacks or has in an older version, the ones written last first. */
  async function missingIn(replica: string): Promise<string[]> {
    const entries = await readdir(origin, {
      recursive: true,
      withFileTypes: true,
    });
    const paths = entries
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(origin.length + 1),
      );
    const same = await Promise.all(
      paths.map(async path =>
        (
          await readFile(join(origin, path))
        ).equals(
          await readFile(join(replica, path)).catch(() => Buffer.alloc(0)),
        ),
      ),
    );
    const order = ['latest', 'verification', 'manifest', 'indexes', 'packs'];
    const rank = (path: string) => order.findIndex(part => path.includes(part));
    return paths
      .filter((_, i) => !same[i])
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  async function arrive(replica: string, path: string): Promise<void> {
    await mkdir(dirname(join(replica, path)), { recursive: true });
    await copyFile(join(origin, path), join(replica, path));
  }

  function shuffled(paths: readonly string[], seed: number): string[] {
    const random = seeded(seed);
    return paths
      .map(path => ({ path, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ path }) => path);
  }

  it.each([
    [
      'latest.json first and packs last',
      (paths: string[]) => paths,
      ['snapshot-missing', 'index-missing', 'chunk-lost'],
    ],
    [
      'in one order of chance',
      (paths: string[]) => shuffled(paths, 1),
      ['snapshot-missing'],
    ],
    [
      'in another',
      (paths: string[]) => shuffled(paths, 2),
      ['snapshot-missing', 'snapshot-unverified'],
    ],
  ])(
    'that arrives %s is refused with the missing object until it is complete',
    async (title, order, codes) => {
      const replica = join(work, `replica ${title}`);
      const target = join(work, `target ${title}`);
      await mkdir(replica, { recursive: true });
      const seen = new Set<string>();
      for (const object of order(await missingIn(replica))) {
        await arrive(replica, object);
        const outcome = await restored(replica, target);
        if (outcome.ok) break;
        seen.add(outcome.code);
        const { state } = await datadirStatus(target);
        expect(state).not.toBe('restored');
      }
      expect([...seen]).toEqual(codes);
      expect(await datadirDigests(target)).toEqual(
        await datadirDigests(source),
      );
      expect(await datadirStatus(target)).toMatchObject({
        ...{ state: 'restored', snapshot: second },
      });
    },
  );

  it('provides the complete older snapshot by its ID while the newer one arrives', async () => {
    const replica = join(work, 'behind');
    await cp(join(work, 'before'), replica, { recursive: true });
    const coming = await missingIn(replica);
    for (const [i, object] of coming.entries()) {
      await arrive(replica, object);
      const target = join(work, `older-${i}`);
      const outcome = await restored(replica, target, first);
      expect(outcome).toMatchObject({ ok: true, snapshot: first, block: 5 });
    }
  });

  it('provides the older snapshot as the latest until latest.json arrives', async () => {
    const replica = join(work, 'pointing back');
    await cp(join(work, 'before'), replica, { recursive: true });
    for (const object of (await missingIn(replica)).reverse()) {
      const expected = object.endsWith('latest.json') ? second : first;
      await arrive(replica, object);
      const target = join(work, `latest-${Math.random()}`);
      expect(await restored(replica, target)).toMatchObject({
        ...{ ok: true, snapshot: expected },
      });
    }
  });
});
