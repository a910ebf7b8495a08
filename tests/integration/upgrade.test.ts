import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { z } from 'zod';
import { outputOf, program, read } from './cluster';
import {
  chooseImages,
  deploy,
  generateRepository,
  makeGenesis,
  prepareNamespace,
  type Values,
} from './deployment';

const NAMESPACE = 'upgrade';

/**
 * Each node is a chain of its own, made by its own validators: nodes of a devnet do not find each other, and the gate asks
 * only whether each is truly in sync. They keep nothing, because this test's Lodestar cannot start again from what it had;
 * from nothing it can within the first epoch, so an epoch lasts longer than the test.
 */
const SECONDS_PER_SLOT = 55;
const PATIENCE_SECONDS = 240;
const SETTLED_SECONDS = 5;

const podSchema = z.object({
  metadata: z.object({ uid: z.string(), creationTimestamp: z.string() }),
  spec: z.object({
    containers: z.array(
      z.object({
        name: z.string(),
        env: z
          .array(z.object({ name: z.string(), value: z.string().optional() }))
          .default([]),
      }),
    ),
  }),
  status: z.object({
    conditions: z.array(
      z.object({
        type: z.string(),
        status: z.string(),
        lastTransitionTime: z.string(),
      }),
    ),
  }),
});

describe('upgrades of two nodes of one network', () => {
  let repository = '';
  let genesis = '';

  before(async () => {
    repository = await generateRepository({ name: NAMESPACE });
    genesis = await makeGenesis(SECONDS_PER_SLOT);
    await prepareNamespace(NAMESPACE, genesis);
    await chooseImages(repository, genesis, settings('256MiB'));
  });

  test('a first installation waits for no other node', async () => {
    await deploy(repository);
    const [first, second] = [await pod('geth-0'), await pod('geth-1')];
    assert.ok(!first.ready && !second.ready);
    await Promise.all(['geth-0', 'geth-1'].map(inSync));
  });

  test('the second node is taken down only when the first is in sync again', async context => {
    await chooseImages(repository, genesis, settings('270MiB'));
    const output = await operate('deploy.sh', '--select=layer=ethereum');
    assert.match(output, /waiting for geth-0: /);
    const first = await pod('geth-0');
    assert.equal(first.memory, '270MiB');
    assert.ok(first.ready, 'geth-0 was left out of sync');
    const second = await podWith('geth-1', '270MiB');
    const settled = Date.parse(first.readySince) + SETTLED_SECONDS * 1000;
    assert.ok(
      Date.parse(second.created) >= settled,
      `geth-1 was made at ${second.created}, geth-0 was ready at ${first.readySince}`,
    );
    context.diagnostic(
      `geth-0 made again ${first.created}, in sync ${first.readySince}; geth-1 made again ${second.created}`,
    );
  });

  test('the gate names the node that is not in sync, and the fix', async () => {
    const refused = await operate(
      'gate.sh',
      ...gateOf('geth-0'),
      '--timeout=0',
    );
    assert.match(refused, /geth-0 was not touched/);
    assert.match(refused, /geth-1: /);
    assert.match(refused, /make health NODE=geth-1/);
    const forced = [...gateOf('geth-0'), '--timeout=0', '--force=true'];
    assert.match(await operate('gate.sh', ...forced), /\(force\)/);
  });

  test('a rollback of one waits for the other, and leaves it alone', async () => {
    const other = await pod('geth-1');
    const output = await operate(
      'rollback.sh',
      '--node=geth-0',
      `--timeout=${PATIENCE_SECONDS}`,
      `--settled=${SETTLED_SECONDS}`,
    );
    assert.match(output, /From revision 2 to 1:/);
    assert.match(output, /waiting for geth-1: /);
    assert.match(output, /geth-0 is in sync/);
    assert.equal((await pod('geth-0')).memory, '256MiB');
    assert.equal((await pod('geth-1')).uid, other.uid);
    await inSync('geth-1');
  });

  /** Two nodes; what geth's garbage collector aims at is what an upgrade changes. */
  function settings(memory: string): Values {
    const storage = { size: '4Gi', ephemeral: true };
    const node = {
      execution: { client: 'geth', storage },
      consensus: { client: 'lodestar', storage, interopValidators: '0..15' },
    };
    return {
      // This Lodestar does not stop by itself.
      terminationGracePeriodSeconds: 10,
      clients: { geth: { env: { GOMEMLIMIT: memory } } },
      nodes: { 'geth-0': node, 'geth-1': node },
      upgrades: {
        timeoutSeconds: PATIENCE_SECONDS,
        settledSeconds: SETTLED_SECONDS,
      },
    };
  }

  /** Runs a program of the team's repository; everything it wrote, whether it succeeded or not. */
  async function operate(name: string, ...args: string[]): Promise<string> {
    const options =
      name === 'gate.sh' ? args : ['--environment=local', ...args];
    const all = ['-c', '"$0" "$@" 2>&1', `scripts/operate/${name}`, ...options];
    const env = { ...process.env, YES: '1' };
    return program('bash', all, { cwd: repository, env }).catch(error =>
      outputOf(error, 'stdout'),
    );
  }

  function gateOf(node: string): string[] {
    return [`--namespace=${NAMESPACE}`, '--network=devnet', `--node=${node}`];
  }

  async function inSync(node: string): Promise<void> {
    const patience = `--timeout=${PATIENCE_SECONDS}`;
    const settled = `--settled=${SETTLED_SECONDS}`;
    const output = await operate(
      'wait.sh',
      `--node=${node}`,
      patience,
      settled,
    );
    assert.match(output, /is in sync/);
  }
});

interface NodePod {
  uid: string;
  created: string;
  ready: boolean;
  readySince: string;
  /** GOMEMLIMIT of its execution client, the setting that the upgrades change. */
  memory?: string;
}

async function pod(node: string): Promise<NodePod> {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${node}-0`;
  const found = await read(path, podSchema);
  assert.ok(found, `${node} has no pod`);
  const ready = found.status.conditions.find(({ type }) => type === 'Ready');
  const execution = found.spec.containers.find(
    ({ name }) => name === 'execution',
  );
  return {
    uid: found.metadata.uid,
    created: found.metadata.creationTimestamp,
    ready: ready?.status === 'True',
    readySince: ready?.lastTransitionTime ?? '',
    memory: execution?.env.find(({ name }) => name === 'GOMEMLIMIT')?.value,
  };
}

/** The pod of a node when it is of the revision that has this setting: the one before takes a moment to go. */
async function podWith(node: string, memory: string): Promise<NodePod> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await pod(node).catch(() => undefined);
    if (found?.memory === memory) return found;
    assert.ok(Date.now() < deadline, `${node} is still of the old revision`);
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
}
