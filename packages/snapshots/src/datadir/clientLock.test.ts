import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNotLocked, findHeldLock } from './clientLock';

/** Linux's three kinds, as clients take them; numbers of fcntl.h. Each waits until its input ends. */
const kinds: Record<string, string> = {
  flock: 'flock($f, 2)',
  POSIX: 'fcntl($f, 6, $whole)',
  'open file description': 'fcntl($f, 37, $whole)',
};
const names = ['LOCK', 'FLOCK', 'lock', 'mdbx.lck'];

describe('a lock that a client holds', () => {
  let datadir: string;
  let holder: ChildProcess | undefined;
  beforeEach(async () => {
    datadir = await mkdtemp(join(tmpdir(), 'snapshots-lock-'));
    await mkdir(join(datadir, 'geth'));
  });
  afterEach(async () => {
    holder?.kill('SIGKILL');
    await rm(datadir, { recursive: true, force: true });
  });

  const hold = async (path: string, lock: string) => {
    const program = `open(my $f, "+<", $ARGV[0]) or die; my $whole = pack("s s x4 q q i x4", 1, 0, 0, 0, 0); ${lock} or die "$!"; $| = 1; print "held"; <STDIN>`;
    holder = spawn('perl', ['-e', program, join(datadir, path)]);
    if (!holder.stdout) throw new Error('perl has no output');
    const ended = once(holder, 'close').then(() => ['ended']);
    const [text] = await Promise.race([once(holder.stdout, 'data'), ended]);
    expect(String(text)).toBe('held');
  };

  const cases = Object.entries(kinds).flatMap(([kind, lock]) =>
    names.map(name => ({ kind, lock, name })),
  );

  it.each(cases)(
    'by $kind on $name is seen, and is no more when it has ended',
    async ({ lock, name }) => {
      const path = `geth/${name}`;
      await writeFile(join(datadir, path), '');
      expect(await findHeldLock(datadir, [path])).toBeUndefined();
      await hold(path, lock);
      await expect(assertNotLocked(datadir, ['x', path])).rejects.toMatchObject(
        {
          code: 'datadir-locked',
          message: expect.stringContaining(`${path} is locked`),
        },
      );
      holder?.kill('SIGKILL');
      if (holder) await once(holder, 'close');
      expect(await findHeldLock(datadir, [path])).toBeUndefined();
    },
  );
});
