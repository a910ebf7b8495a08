import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootGeth } from '../../packages/snapshots/src/verify/bootGeth';
import { allowRequests } from './account';
import { program } from './cluster';
import { root, work } from './deployment';
import { type Bucket, deployNode } from './snapshot/node';
import { NODE, Orchestrator, untilSeen } from './snapshot/orchestrator';
import { type Requests, startRequests } from './snapshot/requests';

const orchestrator = new Orchestrator('orchard');
const nodeRuns = () => orchestrator.nodeRuns();

describe('snapshots of a node, uploaded from its own volume', () => {
  let bucket: Bucket;
  let requests: Requests;

  before(async () => {
    bucket = await deployNode(orchestrator.namespace, 'direct');
    requests = await startRequests(orchestrator.namespace);
    await untilSeen('a ready node', nodeRuns, 150, 1_000);
  });

  after(async () => {
    await requests?.stop();
    await bucket?.stop();
  });

  /** Every distinct phase of the run, as Backstage shows it until the run has ended. */
  async function observeRun(job: string): Promise<string[]> {
    const seen = new Set<string>();
    await untilSeen(
      'the end of the run in Backstage',
      async () => {
        const { run } = await requests.run();
        if (!run) return false;
        assert.equal(run.job, job);
        const { phase, status, nodeStopped } = run;
        seen.add(`${phase ?? status}${nodeStopped ? ', node stopped' : ''}`);
        return run.endedAt !== undefined;
      },
      240,
      500,
    );
    return [...seen];
  }

  test('Backstage refuses a request with the right that its account lacks', async () => {
    const { status, body } = await requests.request();
    assert.equal(status, 503, JSON.stringify(body));
    assert.match(
      body.error?.message ?? '',
      /Grant the verb "get" on the resource "cronjobs".* It says: cronjobs\.batch "geth-0-snapshot" is forbidden/,
    );
    const { problem } = await requests.run();
    assert.match(problem ?? '', /verb "get" on the resource "cronjobs"/);
  });

  test('Backstage refuses a request while the CronJob is suspended', async () => {
    await allowRequests(orchestrator.namespace);
    const { status, body } = await requests.request();
    assert.equal(status, 409, JSON.stringify(body));
    assert.match(body.error?.message ?? '', /is suspended/);
  });

  test('requested in Backstage, a run stops the node, and starts it again with a verified snapshot published', async t => {
    const spec = { suspend: false, schedule: NEVER_DURING_THE_TEST };
    const patch = JSON.stringify({ spec });
    await orchestrator.kubectl(
      ...['patch', 'cronjob', `${NODE}-snapshot`, '--patch', patch],
    );
    const answers = await Promise.all([requests.request(), requests.request()]);
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [202, 409], JSON.stringify(answers));
    const job = answers.find(({ status }) => status === 202)?.body.job ?? '';
    const conflict = answers.find(({ status }) => status === 409);
    assert.equal(conflict?.body.error?.job, job);
    const seen = await observeRun(job);
    t.diagnostic(`seen: ${seen.join(', ')}`);
    assert.equal(
      await orchestrator.end(job, 180),
      0,
      await orchestrator.log(job),
    );
    assert.ok(seen.includes('capture, node stopped'), seen.join());
    assert.ok(seen.includes('verify'), seen.join());
    const { run } = await requests.run();
    const { snapshot } = (await orchestrator.readState()).last ?? {};
    assert.equal(run?.status, 'complete');
    assert.equal(run.snapshot, snapshot?.id);
    const { last, state } = await orchestrator.readState();
    t.diagnostic(last?.message ?? '');
    t.diagnostic(`seconds: ${JSON.stringify(last?.durationSeconds)}`);
    assert.equal(last?.result, 'done');
    assert.equal(state, undefined);
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
  });

  test('restored elsewhere, a geth boots from it with the same block', async () => {
    const { last } = await orchestrator.readState();
    const block = last?.snapshot?.block ?? 0;
    assert.ok(block > 0);
    const datadir = join(work, 'elsewhere');
    await command(
      'delta-sync',
      'restore',
      ...bucket.options,
      '--datadir',
      datadir,
    );
    const geth = join(root, '.tools/bin/geth');
    const hash = (await hashAtNode(block)) ?? '';
    const expected = {
      ...{ network: 'devnet', history: 'full' },
      block: { number: block, hash, timestamp: 0 },
    };
    const booted = await bootGeth(geth, datadir, expected, 60_000);
    assert.equal(booted.hash, hash, booted.log);
    assert.equal(booted.failure, undefined, booted.log);
  });

  test('asked to stop while the node stands still, an orchestrator starts it first', async () => {
    const job = await orchestrator.start();
    const stopped = async () =>
      (await orchestrator.reached('capture'))?.stopped;
    await untilSeen('a stopped node', stopped, 120);
    // The one that Kubernetes mounts by itself is good for a year.
    assert.equal(await orchestrator.tokenSeconds(job), 3_600);
    await orchestrator.kubectl('delete', 'job', job);
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
    const { last, state } = await orchestrator.readState();
    assert.equal(last?.result, 'cancelled');
    assert.equal(state, undefined);
  });

  test('a copy that was damaged in the store is found out, and latest stays where it was', async () => {
    const before = (await orchestrator.readState()).last?.snapshot;
    const job = await orchestrator.start();
    const stored = () => orchestrator.reached('manifest');
    await untilSeen('an upload', stored, 180, 20);
    await damage(join(bucket.folder, bucket.bucket));
    const exitCode = await orchestrator.end(job, 240);
    assert.equal(exitCode, REFUSED, await orchestrator.log(job));
    const { last } = await orchestrator.readState();
    assert.equal(last?.code, 'verify-failed', last?.message);
    assert.deepEqual(last?.snapshot, before);
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
    const check = command('snapshot-builder', 'verify', ...bucket.options);
    await assert.rejects(check, { code: CORRUPT });
  });
});

const NEVER_DURING_THE_TEST = '0 0 1 1 *';
const REFUSED = 3;
const CORRUPT = 4;

/** One of the two programs, on this machine. */
function command(name: string, ...args: string[]): Promise<string> {
  const bin = join(root, `packages/snapshots/bin/${name}.cjs`);
  return program(process.execPath, [bin, ...args]);
}

async function hashAtNode(block: number): Promise<string> {
  const script = `eth.getBlock(${block}).hash`;
  const attach = ['geth', 'attach', '--datadir=/tmp', '--exec', script];
  const pod = ['exec', `${NODE}-0`, '--container=execution', '--'];
  return JSON.parse(
    await orchestrator.kubectl(...pod, ...attach, 'http://127.0.0.1:8545'),
  );
}

/** Flip one bit in the middle of each pack, before the verification has begun to read them. */
async function damage(folder: string): Promise<void> {
  const options = { recursive: true, withFileTypes: true } as const;
  const packs = (await readdir(folder, options)).filter(
    entry => entry.isFile() && entry.parentPath.includes('/packs/'),
  );
  assert.ok(packs.length > 0);
  for (const { parentPath, name } of packs) {
    const path = join(parentPath, name);
    const bytes = await readFile(path);
    const middle = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    await writeFile(path, bytes);
  }
}
