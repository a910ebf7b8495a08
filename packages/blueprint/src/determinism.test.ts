import { execFile } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { digestOf } from './repository/lock';
import { aRequest } from './testing/requests';

const run = promisify(execFile);
const tsx = require.resolve('tsx/cli');
const cli = resolve(__dirname, 'cli.ts');

jest.setTimeout(180_000);

describe('nodeyard create', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-same-'));
    await writeFile(join(home, 'request.yaml'), stringify(aRequest()));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('writes the same bytes in another folder, time zone and language', async () => {
    const worlds = [
      { cwd: 'a', TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
      {
        cwd: 'ö/🚀',
        TZ: 'Pacific/Kiritimati',
        LANG: 'de_DE.UTF-8',
        LC_ALL: 'de_DE.UTF-8',
      },
      {
        cwd: 'c',
        TZ: 'America/St_Johns',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
      },
    ];
    const digests = [];
    for (const { cwd, ...environment } of worlds) {
      const folder = join(home, cwd);
      await mkdir(folder, { recursive: true });
      const { stdout } = await run(
        process.execPath,
        [
          tsx,
          cli,
          'create',
          '--request',
          join(home, 'request.yaml'),
          '--out',
          'out',
        ],
        {
          cwd: folder,
          env: { PATH: process.env.PATH, HOME: folder, ...environment },
        },
      );
      expect(stdout).toContain('Wrote');
      digests.push(await digestsBelow(join(folder, 'out')));
    }
    const [first, ...others] = digests;
    expect(others).toEqual([first, first]);
    expect(first?.length).toBeGreaterThan(50);
  });
});

async function digestsBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const lines = paths.map(
    async path =>
      `${path.slice(directory.length)} ${digestOf(await readFile(path))}`,
  );
  return (await Promise.all(lines)).sort();
}
