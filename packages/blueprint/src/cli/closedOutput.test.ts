import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { aRequest } from '../testing/requests';

const tsx = require.resolve('tsx/cli');
// Tests run from src only.
const source = resolve(__dirname, '..');

jest.setTimeout(120_000);

describe('a command whose output is closed early', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-closed-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** The program of the package, with the sources in place of dist/. */
  async function packagedProgram(): Promise<string> {
    const program = join(home, 'bin/nodeyard');
    await mkdir(join(home, 'bin'));
    await mkdir(join(home, 'dist'));
    await copyFile(resolve(source, '../bin/nodeyard'), program);
    await writeFile(
      join(home, 'dist/index.cjs.js'),
      [require.resolve('tsx/cjs'), join(source, 'index.ts')]
        .map(path => `module.exports = require(${JSON.stringify(path)});`)
        .join('\n'),
    );
    return program;
  }

  it.each([
    ['cli.ts', async () => [tsx, join(source, 'cli.ts')]],
    ['bin/nodeyard', async () => [await packagedProgram()]],
  ])('exits without an error: %s', async (_, program) => {
    const out = join(home, 'out');
    const child = spawn(
      process.execPath,
      [...(await program()), 'create', '--request', '-', '--out', out],
      { stdio: 'pipe' },
    );
    const errors = text(child.stderr);
    const exit = once(child, 'exit');
    child.stdout.destroy();
    await once(child.stdout, 'close');
    // The command writes nothing before it has read the request.
    child.stdin.end(JSON.stringify(aRequest()));
    expect([await errors, await exit]).toEqual(['', [0, null]]);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toContain('#');
  });
});
