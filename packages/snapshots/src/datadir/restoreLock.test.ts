import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATE_FOLDER } from '@nodeyard/snapshot-store';
import { withRestoreLock } from './restoreLock';

/** Fields of /proc/PID/stat from the third on. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

jest.setTimeout(180_000);

describe('a datadir that is claimed', () => {
  let datadir: string;
  let file: string;

  beforeEach(async () => {
    datadir = await mkdtemp(join(tmpdir(), 'nodeyard-claim-'));
    await mkdir(join(datadir, STATE_FOLDER));
    file = join(datadir, STATE_FOLDER, 'claim.json');
  });

  const left = () => readdir(join(datadir, STATE_FOLDER));

  it('is exclusive until the end of the work', async () => {
    let done = () => {};
    const work = withRestoreLock(
      datadir,
      () =>
        new Promise<void>(resolve => {
          done = resolve;
        }),
    );
    while (!(await left()).includes('claim.json')) {
      await new Promise(setImmediate);
    }
    await expect(withRestoreLock(datadir, async () => 1)).rejects.toMatchObject(
      {
        code: 'restore-under-way',
      },
    );
    done();
    await work;
    expect(await withRestoreLock(datadir, async () => 2)).toBe(2);
    expect(await left()).toEqual([]);
  });

  it('is released after a failure', async () => {
    const work = withRestoreLock(datadir, () =>
      Promise.reject(new Error('no')),
    );
    await expect(work).rejects.toThrow('no');
    expect(await left()).toEqual([]);
  });

  it('is released at once when its process on the same machine was killed', async () => {
    await withRestoreLock(datadir, async () => {
      const { pid, ...claim } = JSON.parse(await readFile(file, 'utf8'));
      const ended = spawn('true');
      await new Promise(resolve => ended.once('close', resolve));
      await writeFile(
        `${file}.kept`,
        JSON.stringify({ ...claim, pid: ended.pid }),
      );
    });
    await writeFile(file, await readFile(`${file}.kept`));
    expect(await withRestoreLock(datadir, async () => 3)).toBe(3);
  });

  it('is stale at once if its process was killed and is still a zombie', async () => {
    // Its parent becomes another program, which does not wait for a child that it does not know of.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const pid = Number(
        await new Promise(resolve => parent.stdout.once('data', resolve)),
      );
      const began = statOf(pid)[19];
      while (statOf(pid)[0] !== 'Z') await new Promise(setImmediate);
      await withRestoreLock(datadir, async () => {
        const claim = JSON.parse(await readFile(file, 'utf8'));
        await writeFile(
          `${file}.kept`,
          JSON.stringify({ ...claim, pid, began }),
        );
      });
      await writeFile(file, await readFile(`${file}.kept`));
      expect(await withRestoreLock(datadir, async () => 6)).toBe(6);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('of a process on another machine is respected while that renews it', async () => {
    await writeFile(
      file,
      JSON.stringify({
        format: 'nodeyard-claim/1',
        id: 'x',
        place: 'elsewhere',
        pid: 1,
        began: '1',
      }),
    );
    let seconds = 1;
    const alive = setInterval(
      () => void utimes(file, seconds, (seconds += 1)),
      200,
    );
    await expect(withRestoreLock(datadir, async () => 4)).rejects.toMatchObject(
      {
        code: 'restore-under-way',
      },
    );
    clearInterval(alive);
    expect(await withRestoreLock(datadir, async () => 5)).toBe(5);
  });
});
