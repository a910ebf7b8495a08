import { constants, readdirSync } from 'node:fs';
import {
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnexpectedFileError } from '@nodeyard/snapshot-store';
import { Tree } from './tree';

describe('files below a folder', () => {
  let work: string;
  let tree: Tree;

  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'nodeyard-tree-'));
    await mkdir(join(work, 'root/a/b'), { recursive: true });
    await mkdir(join(work, 'outside/b'), { recursive: true });
    await writeFile(join(work, 'root/a/b/file'), 'ours');
    await writeFile(join(work, 'outside/b/file'), 'theirs');
    tree = new Tree(join(work, 'root'));
  });
  afterEach(async () => {
    await tree.close();
    await rm(work, { recursive: true, force: true });
  });

  /** Like an attacker who wants another file to be changed. */
  async function swap(): Promise<void> {
    await rename(join(work, 'root/a'), join(work, 'root/moved'));
    await symlink(join(work, 'outside'), join(work, 'root/a'));
  }
  const theirs = () => readFile(join(work, 'outside/b/file'), 'utf8');

  it('are not reached through an inserted link', async () => {
    await swap();
    await expect(tree.read('a/b/file', 9)).rejects.toThrow(
      `${join(work, 'root/a')} is a symbolic link, not a folder`,
    );
    await expect(tree.write('a/b/file', 'x')).rejects.toThrow(
      UnexpectedFileError,
    );
    await expect(tree.remove('a/b/file')).rejects.toThrow(UnexpectedFileError);
    await expect(tree.createFolder('a/c')).rejects.toThrow(UnexpectedFileError);
    await expect(tree.rename('moved/b/file', 'a/b/file')).rejects.toThrow(
      UnexpectedFileError,
    );
    expect(await theirs()).toBe('theirs');
  });

  it('are not changed when a link is inserted during the work', async () => {
    expect(await tree.read('a/b/file', 9)).toEqual(Buffer.from('ours'));
    await swap();
    await tree.write('a/b/file', 'new');
    expect(await theirs()).toBe('theirs');
    expect(await readFile(join(work, 'root/moved/b/file'), 'utf8')).toBe('new');
  });

  it('are written in place only without another hard link', async () => {
    await link(join(work, 'outside/b/file'), join(work, 'root/a/linked'));
    await expect(
      tree.openSingleLink('a/linked', constants.O_WRONLY),
    ).rejects.toThrow(/has other names/);
    await tree.write('a/linked', 'new');
    expect(await theirs()).toBe('theirs');
  });

  it('are read with few open folders', async () => {
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    const folders = Array.from({ length: 300 }, (_, n) => `a/${n}/x`);
    for (const folder of folders) await tree.createFolder(folder);
    await Promise.all(
      folders.map(folder => tree.write(`${folder}/file`, folder, false)),
    );
    for (const folder of folders) {
      expect(String(await tree.read(`${folder}/file`, 99))).toBe(folder);
    }
    expect(descriptors() - before).toBeLessThan(70);
    await tree.close();
    expect(descriptors()).toBe(before);
  });

  it('are reported in errors with the original path', async () => {
    await expect(tree.removeFolder('a')).rejects.toThrow(
      `ENOTEMPTY: directory not empty, rmdir '${join(work, 'root/a')}'`,
    );
    expect(await tree.read('a/absent', 9)).toBeUndefined();
    await expect(tree.read('a/b/file', 3)).rejects.toThrow(
      'has 4 bytes, where at most 3 belong',
    );
  });
});
