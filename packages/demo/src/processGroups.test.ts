import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessGroups } from './processGroups';
import { reaperScript } from './reaperScript';

/** A shell that starts a grandchild, prints its ID and waits. */
const FAMILY = 'sleep 60 & echo $!; wait';

describe('ProcessGroups', () => {
  it('ends a program and its children', async () => {
    const groups = new ProcessGroups();
    const { child, grandchildId } = await startFamily(groups);
    await groups.stop();
    expect(isAlive(child.pid)).toBe(false);
    expect(isAlive(grandchildId)).toBe(false);
  });

  it('ends a program that ignores SIGTERM', async () => {
    const groups = new ProcessGroups();
    const child = groups.start(
      'sh',
      ['-c', 'trap "" TERM; echo ready; while :; do sleep 1; done'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await firstOutput(child.stdout);
    await groups.stop();
    expect(isAlive(child.pid)).toBe(false);
  }, 120_000);

  it('starts nothing once it ends the others', async () => {
    const groups = new ProcessGroups();
    const stopped = groups.stop();
    expect(() => groups.start('sleep', ['60'], {})).toThrow(
      'sleep is not started: everything is being stopped',
    );
    await stopped;
  });

  it('leaves nothing behind when its own process is killed', async () => {
    const launcher = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('tsx/cjs'),
        '-e',
        `const { ProcessGroups } = require(${JSON.stringify(
          require.resolve('./processGroups'),
        )});
         const child = new ProcessGroups().start('sh', ['-c', ${JSON.stringify(
           FAMILY,
         )}], { stdio: ['ignore', 'pipe', 'ignore'] });
         child.stdout.on('data', line => console.log(child.pid + ' ' + line));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [childId, grandchildId] = (await firstOutput(launcher.stdout))
      .split(' ')
      .map(Number);
    expect(isAlive(grandchildId)).toBe(true);

    launcher.kill('SIGKILL');
    await once(launcher, 'exit');

    await eventually(() => !isAlive(childId) && !isAlive(grandchildId));
  }, 120_000);
});

describe('the reaper', () => {
  it('spares a group that has already ended, because its ID may be reused', async () => {
    const startSleep = () =>
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    const left = startSleep();
    const reused = startSleep();
    const reaper = spawn(process.execPath, ['-e', reaperScript(5_000)], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    reaper.stdin.end(`${reused.pid}\n${left.pid}\n-${reused.pid}\n`);
    await once(left, 'exit');
    expect(isAlive(reused.pid)).toBe(true);
    reused.kill('SIGKILL');
    reaper.kill('SIGKILL');
  });
});

async function startFamily(groups: ProcessGroups) {
  const child = groups.start('sh', ['-c', FAMILY], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { child, grandchildId: Number(await firstOutput(child.stdout)) };
}

async function firstOutput(
  stream: NodeJS.ReadableStream | null,
): Promise<string> {
  if (!stream) throw new Error('the program has no standard output');
  const [chunk] = await once(stream, 'data');
  return String(chunk).trim();
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 10 s');
    await sleep(50);
  }
}
