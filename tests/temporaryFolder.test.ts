import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '..');
/** Tests whose folders nothing removes but the run. */
const SUBJECT = 'packages/snapshot-run/src/steps/candidate.test.ts';

let outer: string;
before(async () => {
  outer = await mkdtemp(join(tmpdir(), 'nodeyard-outer-'));
});
after(() => rm(outer, { recursive: true, force: true }));

const left = () => globSync(['nyj-*', 'nodeyard-*'], { cwd: outer });

/** Runs the real Jest. `meanwhile` is given its process, once a test has made a folder of its own. */
async function jest(meanwhile?: (pid: number) => void): Promise<number | null> {
  const child = spawn(
    'yarn',
    `backstage-cli repo test --watchAll=false --no-coverage --maxWorkers=2 ${SUBJECT}`.split(
      ' ',
    ),
    {
      cwd: root,
      env: { ...process.env, TMPDIR: outer, CI: '1' },
      stdio: 'ignore',
      timeout: 300_000,
    },
  );
  const exit = once(child, 'exit');
  while (meanwhile && child.exitCode === null && child.signalCode === null) {
    const [made] = globSync('nyj-*/nodeyard-run-*', { cwd: outer });
    if (made) {
      meanwhile(Number(made.split('-')[1]));
      break;
    }
    await sleep(5);
  }
  const [code] = await exit;
  return code;
}

test('a run of Jest leaves nothing of its tests', async () => {
  assert.equal(await jest(), 0);
  assert.deepEqual(left(), []);
});

test('nor does one that is ended by a signal', async () => {
  assert.notEqual(await jest(pid => process.kill(pid, 'SIGTERM')), 0);
  assert.deepEqual(left(), []);
});

test('what one leaves that was killed is removed by the next one', async () => {
  assert.notEqual(await jest(pid => process.kill(pid, 'SIGKILL')), 0);
  assert.equal(left().length, 1);
  assert.equal(await jest(), 0);
  assert.deepEqual(left(), []);
});
