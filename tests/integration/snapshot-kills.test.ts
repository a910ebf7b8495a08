import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { phases } from '../../packages/snapshots/src/run/state';
import { type Bucket, deployNode } from './snapshot/node';
import { Orchestrator, untilSeen } from './snapshot/orchestrator';

const orchestrator = new Orchestrator('orchard-kills');
const nodeRuns = () => orchestrator.nodeRuns();

describe('an orchestrator that is killed in each phase in turn', () => {
  let bucket: Bucket;

  before(async () => {
    bucket = await deployNode(orchestrator.namespace, 'csi');
    await untilSeen('a ready node', nodeRuns, 150, 1_000);
  });

  after(() => bucket?.stop());

  test('is followed by one that goes on, until the snapshot is published and the node runs', async t => {
    for (const phase of phases.slice(1)) {
      const job = await orchestrator.start();
      const state = await untilSeen(
        `phase ${phase}`,
        () => orchestrator.inPhase(phase),
        180,
        20,
      );
      await orchestrator.kill(job);
      const node = state.stopped ? 'the node stood still' : 'the node ran';
      t.diagnostic(`killed in ${phase}; ${node}`);
    }
    const job = await orchestrator.start();
    const exitCode = await orchestrator.end(job, 180);
    assert.equal(exitCode, 0, await orchestrator.log(job));
    const { last, state } = await orchestrator.seen();
    t.diagnostic(last?.message ?? '');
    assert.equal(last?.result, 'done');
    assert.equal(state, undefined);
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
  });

  test('and nothing of it is left but the snapshot', async () => {
    await untilSeen(
      'nothing left',
      async () => {
        const kinds = 'persistentvolumeclaims,volumesnapshots';
        const left = await orchestrator.kubectl('get', kinds, '--output=name');
        return !left.includes('snapshot');
      },
      90,
      1_000,
    );
  });
});
