import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../builder/build';
import type { HungFolder } from '../testing/hungFolder';
import { mountHungFolder } from '../testing/hungFolder';
import type { Kill } from '../testing/programs';
import { bundlePrograms, runProgram } from '../testing/programs';
import {
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';

jest.setTimeout(180_000);

const canMount = process.getuid?.() === 0 && existsSync('/dev/fuse');
const withRoot = canMount ? describe : describe.skip;
const where = canMount
  ? ''
  : ' (not tried: only root can mount one, where there is /dev/fuse)';

withRoot(`a folder store that does not answer${where}`, () => {
  let work: string;
  let folder: string;
  let hung: HungFolder | undefined;

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-hung-'));
    await bundlePrograms(join(work, 'programs'));
    await writeDatadir(join(work, 'node'), smallDatadir());
    const built = await build({
      store: { url: `file://${work}/store` },
      datadir: join(work, 'node'),
      facts: testFacts(),
      tool: 'test/1',
      threads: 1,
    });
    if (!built.ok) throw new Error('not built');
    folder = join(work, 'store/devnet/geth');
  });
  afterEach(() => {
    hung?.release();
    hung = undefined;
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  const command = (
    name: 'delta-sync' | 'snapshot-builder',
    args: string[],
    timeoutSeconds: number,
    kill?: Kill,
  ) =>
    runProgram(
      join(work, 'programs'),
      name,
      [
        ...args,
        ...['--store', join(work, 'store'), '--network', 'devnet'],
        ...['--client', 'geth', '--attempts', '2', '--quiet'],
        ...['--request-timeout', `${timeoutSeconds}s`],
      ],
      kill,
    );
  const restoring = () => [
    ...['restore', '--datadir', join(work, `target-${Math.random()}`)],
    '--allow-unverified',
  ];

  it('is unavailable after its attempts, and the command ends', async () => {
    hung = mountHungFolder(join(work, 'store'));
    expect(await command('snapshot-builder', ['list'], 1)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('after 2 attempts: no answer'),
    });
  });

  it('is unavailable, too, when it hangs while threads read', async () => {
    hung = mountHungFolder(join(folder, 'packs'));
    expect(await command('delta-sync', restoring(), 1)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('after 2 attempts: no answer'),
    });
  });

  it('does not delay a command after SIGTERM', async () => {
    hung = mountHungFolder(join(folder, 'packs'));
    const stopped = await command('delta-sync', restoring(), 600, {
      signal: 'SIGTERM',
      afterMs: 3_000,
    });
    expect(stopped).toMatchObject({ code: 143 });
  });

  it('is used again when it answers', async () => {
    hung = mountHungFolder(join(folder, 'packs'));
    const restored = command('delta-sync', restoring(), 60);
    await new Promise(resolve => setTimeout(resolve, 3_000));
    hung.release();
    hung = undefined;
    expect(await restored).toMatchObject({ code: 0 });
  });
});
