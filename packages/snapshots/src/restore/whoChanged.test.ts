import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import { withRestoreLock } from '../datadir/restoreLock';
import { instant, STATE_FOLDER } from '@nodeyard/snapshot-store';
import {
  noise,
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';
import { plan } from './plan';
import { createStateFolder } from './datadirState';

jest.setTimeout(180_000);

const place = { network: 'devnet', client: 'geth' };
const LAST = 'geth/chaindata/zz.sst';

describe('a file that disappears while a datadir is scanned', () => {
  let work: string;
  let datadir: string;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-changed-'));
    const files = { ...smallDatadir(), [LAST]: noise('last', 90_000) };
    await writeDatadir(join(work, 'node'), files);
    const built = await build({
      store: { url: `file://${work}/store` },
      datadir: join(work, 'node'),
      facts: testFacts(5),
      tool: 'test/1',
      threads: 1,
    });
    if (!built.ok) throw new Error(built.message);
    datadir = join(work, 'target');
    await writeDatadir(datadir, files);
    await createStateFolder(datadir);
  });
  afterAll(() => rm(work, { recursive: true, force: true }));
  beforeEach(() => writeFile(join(datadir, LAST), noise('last', 90_000)));

  /** The message when the last file disappears after the first was read. */
  const planned = (meanwhile: () => void = () => {}) =>
    plan({
      store: { url: `file://${work}/store` },
      datadir,
      node: place,
      allowUnverified: true,
      force: true,
      threads: 1,
      onProgress: () => {
        rmSync(join(datadir, LAST), { force: true });
        meanwhile();
      },
    });

  it('is attributed to the restore that holds the lock', async () => {
    expect(await withRestoreLock(datadir, () => planned())).toMatchObject({
      ok: false,
      code: 'restore-under-way',
      message: expect.stringContaining(
        `Another delta-sync (process ${process.pid}) restores into ${datadir}`,
      ),
    });
  });

  it('is attributed to an unknown process without a restore', async () => {
    expect(await planned()).toMatchObject({
      ok: false,
      code: 'datadir-changed',
      message: expect.stringMatching(
        /zz\.sst: it was removed or replaced meanwhile\. A process writes/,
      ),
    });
  });

  it('is attributed to a restore that has left its marks', async () => {
    const dirty = {
      format: 'nodeyard-dirty/1' as const,
      ...place,
      snapshot: 'another',
      phase: 'inPlace' as const,
      since: instant(0),
    };
    // At once: the comparison would be over before an asynchronous write.
    const leaveMark = () =>
      writeFileSync(
        join(datadir, STATE_FOLDER, 'dirty.json'),
        JSON.stringify(dirty),
      );
    expect(await planned(leaveMark)).toMatchObject({
      ok: false,
      code: 'restore-under-way',
      message: expect.stringContaining('restored into'),
    });
  });
});
