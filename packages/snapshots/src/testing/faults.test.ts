import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { corruptEachObject, damages, seeded } from './corruption';
import { datadirDigests } from './datadirDigest';
import { killable, killAtRandom } from './kills';
import { bundlePrograms } from './programs';
import { smallDatadir, testFacts, writeDatadir } from './syntheticDatadir';

// The short form of `make test-faults`, which does the same two hundred times and more.
jest.setTimeout(600_000);

describe('faults', () => {
  let work: string;
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-faults-'));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  it('lose nothing when a command is killed at any instant', async () => {
    const programs = join(work, 'programs');
    await bundlePrograms(programs);
    for (const what of killable) {
      const tally = await killAtRandom(
        programs,
        join(work, what),
        what,
        3,
        seeded(7),
      );
      expect(tally.tried).toBe(3);
    }
  });

  it.each(damages)(
    'never give a wrong datadir when an object is %s',
    async damage => {
      const source = join(work, `source-${damage}`);
      const {
        'db/mdbx.dat': _,
        'geth/chaindata/ancient/chain/bodies.0000.cdat': __,
        ...files
      } = smallDatadir();
      await writeDatadir(source, files);
      const url = `file://${work}/store-${damage}`;
      const built = await build({
        store: { url },
        datadir: source,
        facts: testFacts(),
        tool: 'test/1',
        threads: 1,
      });
      if (!built.ok || !built.snapshot) throw new Error('not built');
      const scene = {
        folder: join(work, `store-${damage}/devnet/geth`),
        url,
        target: join(work, 'target'),
        expected: await datadirDigests(source),
        snapshot: built.snapshot,
      };
      const tally = await corruptEachObject(scene, damage, seeded(11));
      expect(tally.foundByVerify).toBe(tally.tried);
      expect(tally.restoreStopped + tally.restoreRight).toBe(tally.tried);
    },
  );
});
