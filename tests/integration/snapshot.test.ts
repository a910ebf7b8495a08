import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bootGeth } from '../../packages/snapshots/src/verify/bootGeth';
import { program } from './cluster';
import { root, work } from './deployment';
import { type Bucket, deployNode } from './snapshot/node';
import { NODE, Orchestrator, untilSeen } from './snapshot/orchestrator';

const orchestrator = new Orchestrator('orchard');
const nodeRuns = () => orchestrator.nodeRuns();

describe('snapshots of a node, uploaded from its own volume', () => {
  let bucket: Bucket;

  before(async () => {
    bucket = await deployNode(orchestrator.namespace, 'direct');
    await untilSeen('a ready node', nodeRuns, 150, 1_000);
  });

  after(() => bucket?.stop());

  test('a run stops the node, and starts it again with a verified snapshot published', async t => {
    const job = await orchestrator.start();
    assert.equal(
      await orchestrator.end(job, 180),
      0,
      await orchestrator.log(job),
    );
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
