import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { kubectl } from './cluster';
import {
  addGenesis,
  chooseImages,
  deploy,
  enforceRestricted,
  generateRepository,
  makeGenesis,
  makeNamespace,
  type Values,
} from './deployment';
import { lodestarFlags } from './peers';
import {
  addressOf,
  blockHash,
  blockNumber,
  BOOT_POD,
  endpointsAreReady,
  readPool,
  NAMESPACE,
  POOL,
  startCaller,
  startLoad,
  stopLoad,
  watch,
} from './serve/pool';

/** Each check stands on the one before it: after a failure the rest would only fail for its sake. */
let broken = false;
function check(sentence: string, body: () => Promise<void>): void {
  test(sentence, async () => {
    if (broken) throw new Error('not tried, because a check before it failed');
    broken = true;
    await body();
    broken = false;
  });
}

describe('a serve pool on a devnet', () => {
  let repository = '';

  before(async () => {
    repository = await generateRepository({
      name: NAMESPACE,
      serve: { min: 1, max: 2 },
    });
    await makeNamespace(NAMESPACE);
    await enforceRestricted(NAMESPACE);
    const genesis = await makeGenesis(12, 60);
    await addGenesis(NAMESPACE, genesis);
    await chooseImages(repository, genesis, await settings());
    await deploy(repository);
    await startCaller();
  });

  check('becomes ready by following the chain of the node', async () => {
    const current = await watch(
      'one pod, ready',
      ({ pods }) => pods.length === 1 && ensurePresent(pods[0]).ready,
      300,
    );
    const number = await blockNumber(ensurePresent(current.endpoints[0]));
    assert.ok(number > 0, `block ${number}`);
    await assertSameChain(current.endpoints, number);
  });

  check(
    'grows under load, and never leads callers to a pod that is not ready',
    async () => {
      await startLoad();
      try {
        await watch('a second pod', ({ pods }) => pods.length === 2, 180);
        await watch(
          'a second pod that is not ready, and the Service without it',
          current =>
            current.pods.some(({ ready }) => !ready) &&
            current.endpoints.length === 1 &&
            endpointsAreReady(current),
          60,
        );
        const { desiredReplicas } = await readPool();
        assert.equal(desiredReplicas, 2);
      } finally {
        await stopLoad();
      }
    },
  );

  check('has a second pod that follows the same chain', async () => {
    const { endpoints } = await watch(
      'two ready pods behind the Service',
      current =>
        current.endpoints.length === 2 &&
        current.pods.every(({ ready }) => ready) &&
        endpointsAreReady(current),
      300,
    );
    await assertSameChain(
      endpoints,
      await blockNumber(ensurePresent(endpoints[0])),
    );
  });

  check('runs only pods that pass Pod Security "restricted"', async () => {
    const enforced = await kubectl(
      ...['get', 'namespace', NAMESPACE, '--output'],
      'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}',
    );
    assert.equal(enforced, 'restricted');
    const refused = await kubectl(
      ...['--namespace', NAMESPACE, 'get', 'events'],
      ...['--field-selector', 'reason=FailedCreate', '--output', 'name'],
    );
    assert.equal(refused, '');
  });

  check(
    'keeps its pods when Helm managed their number before, as with an earlier chart',
    async () => {
      const names = async () =>
        (await readPool()).pods.map(({ name }) => name).sort();
      const before = await names();
      assert.equal(before.length, 2);
      await manageByHelm(POOL);
      await deploy(repository);
      assert.deepEqual(await names(), before);
    },
  );
});

/** Makes Helm the only manager of `spec.replicas` of a Deployment. */
async function manageByHelm(deployment: string): Promise<void> {
  const entry = {
    manager: 'helm',
    operation: 'Apply',
    apiVersion: 'apps/v1',
    time: new Date().toISOString(),
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  };
  const patch = { metadata: { managedFields: [entry] } };
  await kubectl(
    ...['--namespace', NAMESPACE, 'patch', 'deployment', deployment],
    ...['--type=merge', '--patch', JSON.stringify(patch)],
  );
}

/** The node with the validators and every pod of the pool know the same block at that height. */
async function assertSameChain(
  endpoints: string[],
  number: number,
): Promise<void> {
  const expected = await blockHash(await addressOf(BOOT_POD), number);
  assert.ok(expected, `${BOOT_POD} does not know block ${number}`);
  for (const address of endpoints) {
    assert.equal(await blockHash(address, number), expected, address);
  }
}

/** A node that makes the blocks, and a pool that begins with it and scales at once. */
async function settings(): Promise<Values> {
  const { boots, follows } = await lodestarFlags();
  // Little is requested, so that there is room beside other tests.
  const asking = (cpu: string) => ({
    storage: { size: '1Gi' },
    resources: { requests: { cpu, memory: '64Mi' } },
  });
  const small = asking('20m');
  return {
    nodeHealth: { resources: small.resources },
    nodes: {
      'geth-0': {
        execution: small,
        consensus: {
          ...small,
          validator: { resources: small.resources },
          args: boots,
        },
      },
    },
    serve: {
      [POOL]: {
        execution: asking('50m'),
        consensus: { ...small, args: follows },
        autoscaling: {
          minReplicas: 1,
          maxReplicas: 2,
          targetCPUUtilizationPercentage: 50,
        },
      },
    },
  };
}
