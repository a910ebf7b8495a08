import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJwtSecret } from './jwt';

describe('writeJwtSecret', () => {
  let dir: string;
  let file: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'jwt-'));
    file = join(dir, 'jwt.hex');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('writes 32 random bytes in hex that owner and group can read', async () => {
    expect(await writeJwtSecret(file)).toEqual({ ok: true, kept: false });
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(file)).mode % 0o1000).toBe(0o640);
    expect(await readdir(dir)).toEqual(['jwt.hex']);
  });

  it.each([
    ['plain', 'ab'.repeat(32)],
    ['with prefix and newline', `0x${'AB'.repeat(32)}\n`],
  ])('keeps a valid secret (%s)', async (_, secret) => {
    await writeFile(file, secret, { mode: 0o640 });
    expect(await writeJwtSecret(file)).toEqual({ ok: true, kept: true });
    expect(await readFile(file, 'utf8')).toBe(secret);
  });

  it.each([
    ['a byte order mark', `\uFEFF${'ab'.repeat(32)}\r\n`, 0o640],
    ['the right of everybody to read it', 'ab'.repeat(32), 0o644],
  ])(
    'removes %s from a secret, and keeps the secret',
    async (_, text, mode) => {
      await writeFile(file, text);
      await chmod(file, mode);
      expect(await writeJwtSecret(file)).toEqual({ ok: true, kept: true });
      expect(await readFile(file, 'utf8')).toBe('ab'.repeat(32));
      expect((await stat(file)).mode % 0o1000).toBe(0o640);
    },
  );

  it.each([
    ['a link', () => symlink('/etc/hostname', file)],
    ['a named pipe', async () => execFileSync('mkfifo', [file])],
    ['a file of 5 KiB', () => writeFile(file, ' '.repeat(5_120))],
  ])('neither follows nor waits for %s', async (_, put) => {
    await put();
    expect(await writeJwtSecret(file)).toMatchObject({ ok: false });
  });

  it('replaces an empty file', async () => {
    await writeFile(file, '\n');
    expect(await writeJwtSecret(file)).toEqual({ ok: true, kept: false });
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not overwrite a file that is not a secret', async () => {
    await writeFile(file, 'dear diary');
    expect(await writeJwtSecret(file)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Delete it or choose another file'),
    });
    expect(await readFile(file, 'utf8')).toBe('dear diary');
  });

  it('leaves one valid secret when several start at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => writeJwtSecret(file)),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect(await readdir(dir)).toEqual(['jwt.hex']);
  });

  it('reports a missing folder', async () => {
    expect(await writeJwtSecret(join(dir, 'nothing', 'jwt.hex'))).toMatchObject(
      {
        ok: false,
        reason: expect.stringMatching(/cannot write .*nothing.*ENOENT/),
      },
    );
  });
});
