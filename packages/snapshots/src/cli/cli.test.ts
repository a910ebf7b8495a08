/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { ensurePresent } from '../../../../tests/ensurePresent';
import type { ProgramResult } from '../testing/programs';
import { bundlePrograms, runProgram } from '../testing/programs';
import { datadirDigests } from '../testing/datadirDigest';
import { noise, smallDatadir, writeDatadir } from '../testing/syntheticDatadir';
import { metricsText } from './metrics';
import { progressLine, rateOf } from './progressLine';

jest.setTimeout(180_000);

describe('the commands', () => {
  let work: string;
  const programs = () => join(work, 'programs');
  const place = () => [
    '--store',
    join(work, 'store'),
    '--network',
    'devnet',
    '--client',
    'geth',
  ];
  const hash = `0x${'11'.repeat(32)}`;
  const builder = (...args: string[]): Promise<ProgramResult> =>
    runProgram(programs(), 'snapshot-builder', args);
  const sync = (...args: string[]): Promise<ProgramResult> =>
    runProgram(programs(), 'delta-sync', args);
  const facts = [
    '--client-version',
    '1.17.8',
    '--block',
    '7',
    '--block-hash',
    hash,
    '--genesis-hash',
    hash,
  ];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-cli-'));
    await bundlePrograms(programs());
    await writeDatadir(join(work, 'node'), smallDatadir());
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  it('take, list, plan and restore a snapshot, and print the status of the datadir', async () => {
    const metrics = join(work, 'run.prom');
    const built = await builder(
      'build',
      ...place(),
      '--datadir',
      join(work, 'node'),
      ...facts,
      '--json',
      '--quiet',
      '--metrics-file',
      metrics,
    );
    expect(built).toMatchObject({ code: 0, stderr: '' });
    const { snapshot } = JSON.parse(built.stdout);
    expect(await readFile(metrics, 'utf8')).toMatch(
      /eth_snapshot_command_last_run_success\{command="build",network="devnet",client="geth",result="done"\} 1/,
    );
    expect((await builder('list', ...place())).stdout).toContain(
      `${snapshot}  7 `,
    );
    expect((await builder('show', snapshot, ...place())).stdout).toContain(
      'geth 1.17.8',
    );
    expect(await builder('verify', ...place())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no problems'),
    });
    const target = ['--datadir', join(work, 'target')];
    expect(
      (await sync('plan', ...place(), ...target, '--allow-unverified')).stdout,
    ).toContain('Would fetch');
    expect(
      await sync('restore', ...place(), ...target, '--allow-unverified'),
    ).toMatchObject({ code: 0 });
    expect(await sync('status', ...target)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(snapshot),
    });
  });

  describe('before a node starts', () => {
    const nowhere = ['--store', '/there/is/no/store', '--attempts', '1'];
    const node = ['--network', 'devnet', '--client', 'geth'];
    const restoreInto = (datadir: string, ...args: string[]) =>
      sync('restore', ...node, '--datadir', datadir, '--quiet', ...args);
    let unverified: string[];

    beforeAll(async () => {
      unverified = ['--store', join(work, 'store'), '--allow-unverified'];
      await builder(
        'build',
        ...place(),
        '--datadir',
        join(work, 'node'),
        ...facts,
      );
    });

    it('--if-empty restores into an empty datadir, and then keeps it without a request to the store', async () => {
      const datadir = join(work, 'init');
      expect(
        (await restoreInto(datadir, ...unverified, '--if-empty')).stdout,
      ).toContain('is snapshot');
      const before = await datadirDigests(datadir);
      expect(
        await restoreInto(datadir, ...nowhere, '--if-empty'),
      ).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('is kept as it is'),
      });
      expect(await datadirDigests(datadir)).toEqual(before);
    });

    it('--if-empty ignores secrets and sockets', async () => {
      const datadir = join(work, 'secrets-only');
      await mkdir(join(datadir, 'geth'), { recursive: true });
      await writeFile(join(datadir, 'geth/nodekey'), 'f'.repeat(64));
      expect(
        (await restoreInto(datadir, ...unverified, '--if-empty')).stdout,
      ).toContain('is snapshot');
    });

    it('--if-empty completes an interrupted restore, or reports that no node may start', async () => {
      const datadir = join(work, 'init');
      const dirty = join(datadir, '.nodeyard/dirty.json');
      await writeFile(dirty, 'torn');
      expect(
        await restoreInto(datadir, ...nowhere, '--if-empty'),
      ).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('no node may start on it'),
      });
      expect(
        (await restoreInto(datadir, ...unverified, '--if-empty')).stdout,
      ).toContain('is snapshot');
      expect(existsSync(dirty)).toBe(false);
    });

    it('--if-older keeps a datadir that was written after the snapshot', async () => {
      const datadir = join(work, 'init');
      await writeFile(join(datadir, 'geth/chaindata/000099.sst'), 'newer');
      expect((await restoreInto(datadir, ...unverified)).code).toBe(3);
      expect(
        await restoreInto(datadir, ...unverified, '--if-older'),
      ).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('newer than the snapshot'),
      });
    });

    it('--if-older restores the snapshot into an older datadir', async () => {
      const datadir = join(work, 'older');
      await restoreInto(datadir, ...unverified);
      await rm(join(datadir, 'geth/chaindata/CURRENT'), { force: true });
      const again = await restoreInto(datadir, ...unverified, '--if-older');
      expect(again.stdout).toContain('is snapshot');
    });

    it('--if-older and --force exclude each other', async () => {
      expect(
        (
          await restoreInto(
            join(work, 'init'),
            ...unverified,
            '--if-older',
            '--force',
          )
        ).code,
      ).toBe(2);
    });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['fly']],
    ['an unknown option', ['build', '--fast']],
    ['a missing option', ['list', '--store', '/x', '--network', 'devnet']],
    [
      'a number that is none',
      [
        'prune',
        '--store',
        '/x',
        '--network',
        'devnet',
        '--client',
        'geth',
        '--keep-last',
        'two',
      ],
    ],
    [
      'a hash that is none',
      [
        'build',
        '--store',
        '/x',
        '--network',
        'devnet',
        '--client',
        'geth',
        '--datadir',
        '/x',
        '--block',
        '1',
        '--client-version',
        '1.0.0',
        '--genesis-hash',
        'abc',
      ],
    ],
  ])('exit with 2 for %s', async (_, args) => {
    expect(await builder(...args)).toMatchObject({ code: 2, stdout: '' });
  });

  it('print the exit codes without a command, and refer to the help after a wrong one', async () => {
    expect(await builder()).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Exit codes: 0 done, 2 wrong usage'),
    });
    expect(await builder('nope')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Run "snapshot-builder --help"'),
    });
    expect(await builder('list', '--nope')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Run "snapshot-builder list --help"'),
    });
  });

  it('name an unknown option without its value, which may contain credentials', async () => {
    const mistyped = "--s3-endpont=http://key:it's-secret@host";
    expect(await builder('list', ...place(), mistyped)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: unknown option '--s3-endpont'\n/),
    });
  });

  it('exit with 3 for a refusal', async () => {
    const refused = await builder(
      'build',
      ...place(),
      '--datadir',
      join(work, 'absent'),
      ...facts,
    );
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is no folder'),
    });
  });

  it('exit with 3 for the wrong network', async () => {
    const args = [
      '--store',
      join(work, 'store'),
      '--network',
      'sepolia',
      '--client',
      'geth',
      '--datadir',
      join(work, 'node'),
    ];
    expect(await builder('build', ...args, ...facts)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('This is not sepolia'),
    });
  });

  it('exit with 4 for a damaged store', async () => {
    const store = join(work, 'bad-store');
    const args = ['--store', store, '--network', 'devnet', '--client', 'geth'];
    const { stdout } = await builder(
      'build',
      ...args,
      '--datadir',
      join(work, 'node'),
      ...facts,
      '--json',
      '--quiet',
    );
    await writeFile(
      join(
        store,
        `devnet/geth/snapshots/${JSON.parse(stdout).snapshot}/manifest.json`,
      ),
      '{}',
    );
    expect(await builder('verify', ...args)).toMatchObject({ code: 4 });
    expect(
      await sync(
        'restore',
        ...args,
        '--datadir',
        join(work, 'x'),
        '--allow-unverified',
      ),
    ).toMatchObject({ code: 4 });
  });

  it('exit with 5 for an unavailable store', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'any';
    process.env.AWS_SECRET_ACCESS_KEY = 'any';
    const args = [
      '--store',
      's3://bucket/x',
      '--s3-endpoint',
      'http://127.0.0.1:9',
      '--attempts',
      '1',
      '--network',
      'devnet',
      '--client',
      'geth',
    ];
    expect(await builder('list', ...args)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('unavailable'),
    });
  });

  it('stop on SIGTERM, report the position, and continue the next time', async () => {
    const datadir = join(work, 'large');
    await writeDatadir(datadir, {
      'geth/chaindata/1.sst': noise('large', 300_000_000),
    });
    const args = [
      'build',
      '--store',
      join(work, 'store-2'),
      '--network',
      'devnet',
      '--client',
      'geth',
      '--datadir',
      datadir,
      ...facts,
      '--threads',
      '1',
      '--quiet',
    ];
    const stopped = await runProgram(programs(), 'snapshot-builder', args, {
      when: () => existsSync(join(work, 'store-2/devnet/geth/builds')),
      signal: 'SIGTERM',
    });
    expect(stopped).toMatchObject({
      code: 143,
      stderr: expect.stringMatching(
        /Cancelled by a signal.* Run the same command again/,
      ),
    });
    expect(await builder(...args)).toMatchObject({ code: 0 });
  });

  it('stop on SIGTERM while the archive on standard input is silent, and import it the next time', async () => {
    const node = join(work, 'node');
    const archive = join(work, 'node.tar');
    const client = ['--client', 'geth', '--quiet'];
    const exported = ['--datadir', node, '--format', 'tar', '--to', archive];
    expect(await builder('export', ...exported, ...client)).toMatchObject({
      code: 0,
    });
    const target = join(work, 'imported');
    const args = ['--datadir', target, '--network', 'devnet', ...client];
    const command = ['import', '--allow-unchecked', ...args];
    const child = spawn(
      process.execPath,
      [join(programs(), 'snapshot-builder.mjs'), ...command, '--from', '-'],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    const stderr = textOf(child.stderr);
    const exit = once(child, 'exit');
    child.stdin.write((await readFile(archive)).subarray(0, 1_500));
    while (!existsSync(join(target, '.partial'))) await pause(20);
    child.kill('SIGTERM');
    expect(await exit).toEqual([143, null]);
    expect(await stderr).toMatch(/Run the same command again: it begins anew/);
    child.stdin.destroy();
    expect(await builder(...command, '--from', archive)).toMatchObject({
      code: 0,
    });
    expect(await datadirDigests(target)).toEqual(await datadirDigests(node));
  });
});

describe('progress', () => {
  const output = (isTerminal: boolean) => {
    const lines: string[] = [];
    let time = 0;
    return {
      lines,
      tick: (ms: number) => (time += ms),
      write: (text: string) => void lines.push(text),
      isTerminal,
      now: () => time,
    };
  };

  it('has rate and remaining time on a terminal', () => {
    const terminal = output(true);
    const line = progressLine(terminal);
    terminal.tick(2_000);
    line.on({ phase: 'read', doneBytes: 2 ** 30, totalBytes: 2 ** 32 });
    expect(terminal.lines.join('')).toContain(
      'read 25 % of 4 GiB, 512 MiB/s, 6 s left',
    );
  });

  it('is a periodic line of JSON elsewhere', () => {
    const log = output(false);
    const line = progressLine(log);
    for (let n = 0; n < 40; n++) {
      log.tick(500);
      line.on({ phase: 'fetch', doneBytes: n, totalBytes: 40 });
    }
    expect(log.lines).toHaveLength(2);
    expect(JSON.parse(ensurePresent(log.lines[0]))).toMatchObject({
      phase: 'fetch',
      bytesPerSecond: expect.any(Number),
      etaSeconds: expect.any(Number),
    });
  });

  it('has no remaining time at the start', () => {
    expect(
      rateOf({ phase: 'read', doneBytes: 0, totalBytes: 10 }, 1000),
    ).toEqual({ bytesPerSecond: 0, etaSeconds: null });
  });
});

describe('metrics', () => {
  it('are in the text format of Prometheus', () => {
    const text = metricsText({
      command: 'restore',
      network: 'hoodi',
      client: 'geth',
      result: 'refused',
      seconds: 1.5,
      endedAt: 1000,
      gauges: { block: 7 },
    });
    expect(text).toContain(
      '# TYPE eth_snapshot_command_block gauge\neth_snapshot_command_block{command="restore",network="hoodi",client="geth"} 7\n',
    );
    const samples = (prefix: string) =>
      [...text.matchAll(new RegExp(`^${prefix}_(.*)$`, 'gm'))].map(
        ([, sample]) => sample,
      );
    expect(samples('nodeyard_snapshot')).toEqual(
      samples('eth_snapshot_command'),
    );
    expect(samples('eth_snapshot_command')).toHaveLength(4);
    expect(text).toContain('result="refused"} 0\n');
  });
});
