import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { datadirDigests } from '../testing/datadirDigest';
import { bundlePrograms } from '../testing/programs';
import { smallDatadir, writeDatadir } from '../testing/syntheticDatadir';

jest.setTimeout(180_000);

describe('a command whose output is closed early', () => {
  let work: string;
  const programs = () => join(work, 'programs');
  const place = () => [
    ...['--store', join(work, 'store')],
    ...['--network', 'devnet', '--client', 'geth'],
  ];
  const hash = `0x${'11'.repeat(32)}`;
  const facts = [
    ...['--client-version', '1.17.8', '--block', '7'],
    ...['--block-hash', hash, '--genesis-hash', hash],
  ];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-closed-'));
    await bundlePrograms(programs());
    await writeDatadir(join(work, 'node'), smallDatadir());
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  /** Starts a command after this output of it is closed. */
  async function runClosed(
    closed: 'stdout' | 'stderr',
    name: string,
    ...args: string[]
  ) {
    const child = spawn(
      'sh',
      [
        ...['-c', 'read -r _ && exec "$@"', 'sh', process.execPath],
        ...[join(programs(), `${name}.mjs`), ...args],
      ],
      { stdio: 'pipe' },
    );
    const open = closed === 'stdout' ? 'stderr' : 'stdout';
    const output = text(child[open]);
    const exit = once(child, 'exit');
    child[closed].destroy();
    await once(child[closed], 'close');
    child.stdin.end('\n');
    const [code] = await exit;
    return { code, [open]: await output };
  }

  it('builds a snapshot without standard output, and restores it without standard error', async () => {
    const node = join(work, 'node');
    expect(
      await runClosed(
        'stdout',
        'snapshot-builder',
        ...['build', ...place(), '--datadir', node, ...facts, '--quiet'],
      ),
    ).toEqual({ code: 0, stderr: '' });
    const target = join(work, 'target');
    // The deprecated option is reported on standard error before the restore begins.
    expect(
      await runClosed(
        'stderr',
        'delta-sync',
        ...['restore', ...place(), '--datadir', target],
        ...['--allow-unverified', '--timeout-seconds', '60'],
      ),
    ).toMatchObject({ code: 0, stdout: expect.stringContaining('snapshot') });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(node));
  });
});
