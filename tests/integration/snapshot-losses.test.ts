import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { work } from './deployment';
import { type Bucket, deployNode } from './snapshot/node';
import { NODE, Orchestrator, untilSeen } from './snapshot/orchestrator';

const orchestrator = new Orchestrator('orchard-losses');
const nodeRuns = () => orchestrator.nodeRuns();
const lease = `lease/${NODE}-snapshot`;
const state = `configmap/${NODE}-snapshot-state`;
const REFUSED = 3;

describe('a node that stands still, of whose snapshot something is deleted', () => {
  let bucket: Bucket;

  before(async () => {
    bucket = await deployNode(orchestrator.namespace, 'direct');
    await untilSeen('a ready node', nodeRuns, 150, 1_000);
  });

  after(() => bucket?.stop());

  const stopped = async () => {
    const { stopped: since } = (await orchestrator.reached('quiesce')) ?? {};
    return since?.generation !== undefined;
  };

  for (const [what, objects] of Object.entries({
    'the Lease': [lease],
    'the state': [state],
    'the Lease and the state': [lease, state],
  })) {
    test(`${what}: the orchestrator starts it, and says so`, async t => {
      const job = await orchestrator.start();
      await untilSeen('a stopped node', stopped, 120, 20);
      await orchestrator.kubectl('delete', ...objects);
      assert.equal(
        await orchestrator.end(job, 120),
        REFUSED,
        await orchestrator.log(job),
      );
      await untilSeen('a ready node', nodeRuns, 90, 1_000);
      const latest = ensurePresent((await events()).at(-1));
      t.diagnostic(latest);
      assert.match(latest, /was deleted.*make deploy/);
      await makeAgain();
    });
  }

  test('the Lease, after its orchestrator was killed: the next one starts it', async t => {
    const job = await orchestrator.start();
    await untilSeen('a stopped node', stopped, 120, 20);
    await orchestrator.kill(job);
    await orchestrator.kubectl('delete', lease);
    const next = await orchestrator.start();
    assert.equal(
      await orchestrator.end(next, 120),
      REFUSED,
      await orchestrator.log(next),
    );
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
    const latest = ensurePresent((await events()).at(-1));
    t.diagnostic(latest);
    assert.match(latest, /no Lease .*was started/);
  });
});

/** Both as the chart renders them, as a deployment would make them again. */
async function makeAgain(): Promise<void> {
  const file = join(work, 'rendered.json');
  const metadata = (object: string) => ({
    metadata: { name: object.replace(/.*\//, '') },
  });
  const items = [
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      ...metadata(lease),
    },
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata(state) },
  ];
  await writeFile(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
  await orchestrator.kubectl('apply', '--server-side', '--filename', file);
}

/** Messages of the orchestrators about the node, oldest first. */
async function events(): Promise<string[]> {
  const latest = await orchestrator.kubectl(
    'get',
    'events',
    `--field-selector=involvedObject.name=${NODE},reason=SnapshotFailed`,
    '--sort-by=.lastTimestamp',
    '--output=jsonpath={range .items[*]}{.message}{"\\n"}{end}',
  );
  return latest.trim().split('\n');
}
