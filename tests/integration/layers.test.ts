import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import { kubectl, outputOf, program } from './cluster';
import { ownNamespace, removeNamespace } from './deployment';
import {
  choose,
  copy,
  layersInOrder,
  make,
  makeCopy,
  releasesOf,
  waitAtMost,
} from './layers/copy';
import { command, lookUntilWell, plantFaults } from './layers/faults';
import { guardsOf, lostDuring, lostNow } from './layers/namespaces';
import type { Guards } from './layers/namespaces';
import { changesSince, periodsOf, stateOf } from './layers/state';
import type { Period } from './layers/state';

// The layers as the root of this repository deploys them. Charts and images of other projects are stand-ins: layers/charts.yaml
// says what is real of them.

const environments = ['staging', 'production', 'local'];
const destroy = ['--selector', 'layer=infrastructure', 'destroy'];

/** Every namespace that an environment brings. */
const namespaces = new Set<string>();

before(async () => {
  await makeCopy();
  for (const environment of environments) {
    for (const name of Object.keys(await guardsOf(environment))) {
      namespaces.add(name);
    }
  }
  await Promise.all([...namespaces].map(removeNamespace));
  // Cluster-scoped objects of an earlier run.
  const classes =
    'storageclasses,priorityclasses,volumesnapshotclasses,validatingadmissionpolicies,validatingadmissionpolicybindings';
  const ours = '--selector=app.kubernetes.io/instance=platform-cluster';
  await kubectl('delete', classes, ours);
});

for (const environment of environments) {
  describe(`the infrastructure layer of ${environment}`, () => {
    let guards: Guards = {};
    before(async () => {
      guards = await guardsOf(environment);
      assert.ok(Object.keys(guards).length > 1);
    });
    after(async () => {
      if (environment !== 'local') {
        await program('helmfile', ['-e', environment, ...destroy], {
          cwd: copy,
        });
      }
    });

    test('gives every namespace all of its labels and annotations', async () => {
      await make('deploy-infrastructure', environment);
      for (const name of Object.keys(guards)) await ownNamespace(name);
      assert.deepEqual(await lostNow(guards), []);
    });

    test('takes none of them away for a moment when it is deployed again', async () => {
      const again = () => make('deploy-infrastructure', environment);
      assert.deepEqual(await lostDuring(guards, again), []);
    });
  });
}

describe('all layers of the environment local', () => {
  let guards: Guards = {};
  let periods: Record<string, Period> = {};

  before(async () => {
    guards = await guardsOf('local');
  });

  test('are deployed by one command, and take no label from a namespace on the way', async () => {
    const deploy = () => make('deploy-all', 'local');
    assert.deepEqual(await lostDuring(guards, deploy), []);
    periods = await periodsOf(await releasesOf('local'));
  });

  test('are begun one after the other, each when the pods of the one before are ready', async () => {
    const releases = await releasesOf('local');
    const layers = (await layersInOrder()).map(layer =>
      releases
        .filter(release => release.layer === layer)
        .map(({ name }) => ensurePresent(periods[name])),
    );
    assert.equal(layers.length, 5);
    layers.slice(1).forEach((next, index) => {
      const ready = Math.max(
        ...ensurePresent(layers[index]).map(period => period.ready),
      );
      const began = Math.min(...next.map(period => period.began));
      assert.ok(ready <= began, `layer ${index}: ${ready}, next: ${began}`);
    });
  });

  // Dependencies first.
  const needs = [
    ['platform-namespaces', 'platform-cluster'],
    ['istio-base', 'istiod'],
    ['istiod', 'istio-cni'],
    ['kube-prometheus-stack', 'grafana'],
  ] as const;
  for (const [needed, needing] of needs) {
    test(`${needing} is begun when the pods of ${needed} are ready`, () => {
      assert.ok(
        ensurePresent(periods[needed]).ready <=
          ensurePresent(periods[needing]).began,
        JSON.stringify([periods[needed], periods[needing]]),
      );
    });
  }

  test('are found as they should be by validate-deployment', async () => {
    // Nodes are not waited for: a first sync takes days.
    assert.deepEqual(await lookUntilWell(), []);
    const { code, out } = await validate();
    assert.equal(code, 0, out);
  });

  test('stay unchanged in a second run: no object changes, no pod is recreated', async t => {
    const was = await stateOf(namespaces);
    const began = Date.now();
    await make('deploy-all', 'local');
    t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s`);
    assert.ok(Object.keys(was).length > 50);
    assert.deepEqual(await stateOf(namespaces), was);
  });

  test('are given up at the release that does not become ready: it is rolled back, and no layer after it is touched', async () => {
    const was = await stateOf(namespaces);
    const standIn = { image: 'nodeyard.test/none:none' };
    await choose({
      platform: { observability: { values: { grafana: { standIn } } } },
      // Findings that deployed nodes would have.
      nodes: { 'geth-0': { podAnnotations: { 'nodeyard.test/after': 'yes' } } },
    });
    await waitAtMost('observability', 20);
    const failure = await make('deploy-all', 'local').then(
      () => 'no failure',
      error => `${outputOf(error, 'stdout')}\n${outputOf(error, 'stderr')}`,
    );
    await choose({});
    assert.match(failure, /failed processing release grafana/);
    const history = await program('helm', [
      ...['-n', 'observability', 'history', 'grafana', '--max=1'],
    ]);
    assert.match(history, /deployed.*Rollback to 2/);
    const rolledBack = ['Deployment/observability/grafana'];
    assert.deepEqual(
      await changesSince(was, namespaces, rolledBack),
      rolledBack,
    );
  });

  plantFaults();
});

async function validate(): Promise<{ code: number; out: string }> {
  const [script, ...args] = command();
  return program(ensurePresent(script), args).then(
    out => ({ code: 0, out }),
    error => ({ code: 1, out: outputOf(error, 'stdout') }),
  );
}
