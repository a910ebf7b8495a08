import { execFileSync } from 'node:child_process';
import {
  link,
  lstat,
  mkdtemp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aPlan } from '../testing/plans';
import { repositoryFiles } from './repository';
import { verifyRepository } from './verify';
import { writeFiles, writeRepository } from './write';

describe('writing a repository', () => {
  let home: string;
  let out: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-write-'));
    out = join(home, 'payments-eth');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('creates the directory and its parents', async () => {
    const files = await repositoryFiles(aPlan());
    const deep = join(home, 'a', 'b');
    expect(await writeRepository(files, deep)).toEqual({
      ok: true,
      directory: deep,
    });
    for (const file of files) {
      expect(
        Buffer.from(file.content).equals(await readFile(join(deep, file.path))),
      ).toBe(true);
    }
  });

  it('keeps scripts executable', async () => {
    await writeRepository(await repositoryFiles(aPlan()), out);
    expect(
      (await stat(join(out, 'scripts/install-tools.sh'))).mode % 0o1000,
    ).toBe(0o755);
    expect((await stat(join(out, 'Makefile'))).mode % 0o1000).toBe(0o644);
  });

  it('fills an empty directory', async () => {
    await mkdir(out);
    expect(
      await writeRepository(await repositoryFiles(aPlan()), out),
    ).toMatchObject({ ok: true });
  });

  it('replaces all files of an earlier run', async () => {
    await writeRepository(await repositoryFiles(aPlan()), out);
    expect(
      await writeRepository(
        await repositoryFiles(aPlan({ environments: ['local'] })),
        out,
      ),
    ).toMatchObject({ ok: true });
    expect(await readdir(join(out, 'environments'))).toEqual(['local.yaml']);
    expect(await readdir(home)).toEqual(['payments-eth']);
  });

  it.each([
    [
      'a file that nodeyard did not write',
      async () => mkdir(out).then(() => writeFile(join(out, 'x'), '')),
      /did not write/,
    ],
    [
      'a file in the way',
      async () => writeFile(out, 'x'),
      /is not a directory/,
    ],
    ['a link in the way', async () => symlink(home, out), /is not a directory/],
    [
      'an edited file',
      async () => ours().then(() => writeFile(join(out, 'Makefile'), 'x')),
      /were edited: Makefile/,
    ],
    [
      'a file of the team',
      async () => ours().then(() => writeFile(join(out, 'notes.md'), 'x')),
      /files of yours: notes.md/,
    ],
    [
      'a named pipe in place of a file',
      async () => {
        await ours();
        await rm(join(out, 'Makefile'));
        execFileSync('mkfifo', [join(out, 'Makefile')]);
      },
      /were edited: Makefile/,
    ],
    [
      'the history of a git repository',
      async () => {
        await ours();
        await mkdir(join(out, '.git'));
        await writeFile(join(out, '.git/HEAD'), 'x');
      },
      /files of yours: .git\/HEAD/,
    ],
  ])('refuses %s and changes nothing', async (_, prepare, words) => {
    await prepare();
    const result = await writeRepository(
      await repositoryFiles(aPlan({ environments: ['local'] })),
      out,
    );
    expect(result).toEqual({
      ok: false,
      reason: expect.stringMatching(words),
      fix: expect.any(String),
    });
    expect(await readdir(home)).toEqual(['payments-eth']);
  });

  describe('into a workspace with files of other steps', () => {
    let theirs: string;
    beforeEach(async () => {
      theirs = join(home, 'theirs');
      await mkdir(theirs);
      await writeFile(join(theirs, 'Makefile'), 'theirs');
      await mkdir(out);
    });

    it.each([
      [
        'a link',
        () => symlink(join(theirs, 'Makefile'), join(out, 'Makefile')),
      ],
      [
        'a hard link',
        () => link(join(theirs, 'Makefile'), join(out, 'Makefile')),
      ],
      [
        'a pipe',
        async () => void execFileSync('mkfifo', [join(out, 'Makefile')]),
      ],
    ])(
      'writes a file in place of %s, and leaves the target unchanged',
      async (_, put) => {
        await put();
        const files = await repositoryFiles(aPlan());
        await writeFiles(files, out);
        expect(await readFile(join(theirs, 'Makefile'), 'utf8')).toBe('theirs');
        expect((await lstat(join(out, 'Makefile'))).isFile()).toBe(true);
        expect(await verifyRepository(out)).toEqual({ ok: true });
      },
    );

    it('writes nothing behind a link to a folder', async () => {
      await symlink(theirs, join(out, 'charts'));
      await expect(
        writeFiles(await repositoryFiles(aPlan()), out),
      ).rejects.toThrow(/charts in .* is a link or a file/);
      expect(await readdir(theirs)).toEqual(['Makefile']);
    });

    it('does not treat the target of a link as the repository', async () => {
      await writeFiles(await repositoryFiles(aPlan()), out);
      await rename(join(out, 'charts'), join(theirs, 'charts'));
      await symlink(join(theirs, 'charts'), join(out, 'charts'));
      expect(await verifyRepository(out)).toMatchObject({
        ok: false,
        reason: expect.stringContaining('charts/'),
      });
    });
  });

  async function ours() {
    await writeRepository(await repositoryFiles(aPlan()), out);
  }
});
