import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ensurePresent } from '../ensurePresent';
import type { Finding } from '../../packages/blueprint/src/deployment/check';
import { kubectl, program } from './cluster';
import { makeNamespace, removeNamespace } from './deployment';
import { choose, copy, makeCopy } from './layers/copy';
import { apply, findingsOf, lookUntil } from './layers/faults';

// Alone on its cluster: other tests count on a default class.

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
const setDefault = (value: boolean) =>
  kubectl(
    ...['annotate', '--overwrite', 'storageclass', 'standard'],
    `${IS_DEFAULT}=${value}`,
  );

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'observability' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  },
};
/** Whose claim names no class, and the key that names one. */
const keys: Record<string, string> = {
  'PersistentVolumeClaim/observability/data':
    'platform.observability.storage.storageClassName',
  'geth-0': 'nodes.geth-0.execution.storage.storageClassName',
  rpc: 'serve.rpc.execution.storage.storageClassName',
};

/** Findings about volumes; other checks report that hardly anything is deployed. */
async function findings(
  about: RegExp,
  enough: (found: readonly Finding[]) => boolean,
): Promise<Finding[]> {
  const sought = (outcomes: Parameters<typeof findingsOf>[0]) =>
    findingsOf(outcomes).filter(({ problem }) => about.test(problem));
  return sought(
    await lookUntil(
      outcomes => enough(sought(outcomes)),
      ['releases', 'layer-volumes', 'storage-classes'],
    ),
  );
}
const noDefault = /^uses the default StorageClass, and there is none/;

describe('a cluster without a default StorageClass', () => {
  before(async () => {
    await setDefault(false);
    await makeCopy();
    const storage = { storageClassName: '' };
    await choose({
      execution: { storage },
      consensus: { storage },
    });
    await makeNamespace('observability');
    await apply(claim);
  });
  after(async () => {
    await setDefault(true);
    await removeNamespace('observability');
  });

  test('is named for each claim without a class, with the key that names one', async () => {
    const found = await findings(noDefault, all =>
      all.some(({ about }) => about.startsWith('PersistentVolumeClaim/')),
    );
    for (const [about, key] of Object.entries(keys)) {
      assert.ok(
        found.some(one => one.about === about && one.run.includes(key)),
        `${about}: ${JSON.stringify(found)}`,
      );
    }
  });

  test('is named no more when a class is the default', async () => {
    await setDefault(true);
    assert.deepEqual(await findings(noDefault, all => all.length === 0), []);
  });
});

describe('a claim of Alertmanager or Prometheus that is null', () => {
  const release = 'kube-prometheus-stack';
  const helm = (...args: string[]) =>
    program('helm', ['--namespace', 'observability', ...args]);
  /** The stand-in of the chart, which hands storage on as the chart does. */
  const install = (...args: string[]) =>
    helm(
      'upgrade',
      '--install',
      release,
      ...args,
      join(copy, 'vendor/charts', release),
    );
  before(async () => {
    await choose({});
    await makeNamespace('observability');
    await install();
  });
  after(() => removeNamespace('observability'));

  for (const storage of [
    'alertmanager.alertmanagerSpec.storage',
    'prometheus.prometheusSpec.storageSpec',
  ]) {
    test(`is refused by the API server: ${storage}`, async () => {
      await assert.rejects(
        install('--set-json', `${storage}={"volumeClaimTemplate":null}`),
        /spec\.storage\.volumeClaimTemplate: Invalid value: "?null"?: .*must be of type object/,
      );
    });
  }

  test('is named by the history that validate-deployment leads to', async () => {
    const [finding] = await findings(
      /is "failed" at revision \d+/,
      all => all.length > 0,
    );
    const { about, run } = ensurePresent(finding);
    assert.equal(about, `Release/observability/${release}`);
    const [, history] = /# why it failed: helm (.*)$/.exec(run) ?? [];
    assert.match(
      await program('helm', ensurePresent(history).split(' ')),
      /volumeClaimTemplate: Invalid value/,
    );
  });

  test('is refused before any deployment if the environment sets it', async () => {
    await choose({
      platform: {
        observability: {
          values: {
            [release]: {
              alertmanager: {
                alertmanagerSpec: { storage: { volumeClaimTemplate: null } },
              },
            },
          },
        },
      },
    });
    await assert.rejects(
      program('helmfile', ['--environment', 'local', 'list'], { cwd: copy }),
      /alertmanagerSpec\.storage\.volumeClaimTemplate is null, and the API server refuses it/,
    );
  });

  test('is well when it is left out', async () => {
    await choose({});
    await install('--reset-values');
    assert.deepEqual(
      await findings(/is "failed"/, all => all.length === 0),
      [],
    );
  });
});
