import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import {
  type Phase,
  phases,
} from '../../packages/snapshot-store/src/run/runState';
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
    const job = await orchestrator.start();
    await reached('quiesce', t);
    await orchestrator.kill(job);
    await orchestrator.kill(await captured(t));
    for (const phase of phases.slice(3)) {
      const run = await orchestrator.startHere();
      await reached(phase, t);
      // The group: `timeout` around it must not end it more gently.
      process.kill(-(run.pid ?? 0), 'SIGKILL');
    }
    const run = await orchestrator.startHere();
    const exitCode = await new Promise(resolve => run.once('exit', resolve));
    assert.equal(exitCode, 0);
    const { last, state } = await orchestrator.readState();
    t.diagnostic(last?.message ?? '');
    assert.equal(last?.result, 'done');
    assert.equal(state, undefined);
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
  });

  async function reached(phase: Phase, t: TestContext): Promise<void> {
    const look = () => orchestrator.reached(phase);
    const state = await untilSeen(`phase ${phase}`, look, 180, 20);
    const node = state.stopped ? 'the node stood still' : 'the node ran';
    t.diagnostic(`killed in ${state.phase}; ${node}`);
  }

  /**
   * The next one in a pod, as whether the node may be stopped is asked again unless it was stopped already. If so, it may
   * have ended unobserved, and the one after that is waited for.
   *
   * @returns its Job
   */
  async function captured(t: TestContext): Promise<string> {
    const before = (await orchestrator.readState()).last?.endedAt;
    const job = await orchestrator.start();
    const look = async () => {
      const { last } = await orchestrator.readState();
      if (last?.endedAt !== before) return last;
      return orchestrator.reached('capture');
    };
    const found = await untilSeen('phase capture', look, 180, 20);
    if ('phase' in found) {
      t.diagnostic(`killed in ${found.phase}`);
      return job;
    }
    assert.equal(found.code, 'exit-unseen');
    t.diagnostic('killed in quiesce; the node ended unobserved');
    await untilSeen('a ready node', nodeRuns, 90, 1_000);
    return captured(t);
  }

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
