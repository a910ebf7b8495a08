import {
  mkdtemp,
  readFile,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textFile } from '../repository/file';
import { lockFile } from '../repository/lock';
import { writeFiles } from '../repository/write';
import { aPlan } from '../testing/plans';
import { nodeyard } from './nodeyard';

describe('nodeyard status', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'nodeyard-status-'));
    const files = ['a.yaml', 'docs/b.md', 'c.yaml'].map(path =>
      textFile(path, `${path}\n`),
    );
    const lock = lockFile(aPlan().request, files, '0.0.1');
    await writeFiles([...files, lock], root);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function run(...options: string[]) {
    const out: string[] = [];
    const code = await nodeyard(['status', '--root', root, ...options], {
      out: text => out.push(text),
      error: text => out.push(text),
      readFile: async () => '',
      colours: false,
      now: () => new Date('2026-11-23T12:00:00Z'),
    });
    return { code, text: out.join('\n') };
  }

  async function status() {
    const { code, text } = await run('--json');
    return { code, result: JSON.parse(text) };
  }

  async function changeLock(from: RegExp | string, to: string) {
    const path = join(root, 'blueprint.lock.yaml');
    const text = await readFile(path, 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    await writeFile(path, text.replace(from, to));
  }

  it('reports no edits of a repository as it was written', async () => {
    expect(await status()).toMatchObject({
      code: 0,
      result: { version: '0.0.1', files: 3, edited: [], removed: [] },
    });
  });

  it('lists edited and removed files, and reads through no link', async () => {
    await writeFile(join(root, 'a.yaml'), 'a.yaml\r\n');
    await unlink(join(root, 'docs/b.md'));
    await unlink(join(root, 'c.yaml'));
    await symlink('a.yaml', join(root, 'c.yaml'));
    expect((await status()).result).toMatchObject({
      edited: ['a.yaml', 'c.yaml'],
      removed: ['docs/b.md'],
    });
  });

  it('prints names from the lock without control characters', async () => {
    await writeFile(join(root, 'a.yaml'), 'edited');
    // A lock of before checksums.
    await changeLock(/^checksum: .*\n/m, '');
    await changeLock(/^ {2}c\.yaml:/m, '  "c\\e[2J.yaml":');
    const { code, text } = await run();
    expect(code).toBe(0);
    expect(text).toMatch(/^3 files: 1 edited, 1 removed\.$/m);
    expect(text).toMatch(/^ {2}edited {3}a\.yaml$/m);
    expect(text).not.toContain('\u001b');
  });

  it.each([
    ['a path outside', /^ {2}a\.yaml:/m, '  ../a.yaml:', 'path outside'],
    ['a digest of another kind', /sha256:\w+$/m, 'md5:0', 'edited'],
    ['a digest of no file', /(a\.yaml: )\S+/, '$1md5:0', 'cannot be read'],
    ['another request', /network: \w+/, 'network: hoodi', 'edited'],
    ['a newer format', 'nodeyard.io/v1', 'nodeyard.io/v2', 'another format'],
    ['no lock', /^[^]*$/, '', 'missing'],
  ])('refuses %s', async (_, from, to, reason) => {
    await changeLock(from, to);
    const { code, result } = await status();
    expect(code).toBe(3);
    expect(result.problems[0].reason).toContain(reason);
  });
});
