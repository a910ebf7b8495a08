import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { kubectl, outputOf, program } from './cluster';
import {
  generateRepository,
  merge,
  ownNamespace,
  removeNamespace,
  work,
} from './deployment';

const NAMESPACE = 'namespaces';
const infrastructure = ['--selector', 'layer=infrastructure'];
const nodes = ['--selector', 'layer=ethereum'];
const adopt = ['--state-values-set', `adopt.${NAMESPACE}=true`];
const MARK = 'nodeyard.io/deployed-from';

/** Repositories of two teams that chose the same name. */
let ours = '';
let theirs = '';

before(async () => {
  ours = await repositoryAt('github.com/acme/namespaces');
  theirs = await repositoryAt('github.com/other/namespaces');
  await makeForeign();
});
after(() => removeNamespace(NAMESPACE));

async function repositoryAt(repository: string): Promise<string> {
  const written = await generateRepository({ name: NAMESPACE, repository });
  const kept = join(work, repository.replaceAll('/', '-'));
  await rename(written, kept);
  return kept;
}

const shop = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'shop' } },
    template: {
      metadata: { labels: { app: 'shop' } },
      spec: {
        containers: [
          {
            name: 'shop',
            image: 'nodeyard.test/node-health:test',
            imagePullPolicy: 'Never',
            command: ['node', '-e', 'setInterval(() => undefined, 60_000)'],
          },
        ],
      },
    },
  },
};

/** A namespace that another made, with a Deployment that runs. */
async function makeForeign(): Promise<void> {
  await removeNamespace(NAMESPACE);
  await kubectl('create', 'namespace', NAMESPACE);
  await ownNamespace(NAMESPACE);
  const file = join(work, 'shop.yaml');
  await writeFile(file, stringify(shop));
  await here('create', '--filename', file);
  await here('rollout', 'status', 'deployment/shop', '--timeout=100s');
}

const here = (...args: string[]) => kubectl('-n', NAMESPACE, ...args);

/** Deploys as in the README. @returns the output */
async function deployed(repository: string, ...args: string[]) {
  const sync = ['--environment', 'local', ...args, 'sync'];
  return program('helmfile', sync, { cwd: repository }).then(
    () => ({ refused: '' }),
    error => ({ refused: outputOf(error, 'stderr') }),
  );
}

/** The namespace and all that a deployment could touch in it, byte for byte. */
async function everything(): Promise<string> {
  const kinds = [
    ...['deployments', 'replicasets', 'pods', 'services', 'secrets'],
    ...['configmaps', 'serviceaccounts', 'networkpolicies', 'limitranges'],
    ...['resourcequotas', 'roles', 'rolebindings', 'statefulsets'],
  ].join();
  const shown = ['--output', 'yaml', '--show-managed-fields'];
  const objects = await here('get', kinds, ...shown);
  return `${await kubectl(
    'get',
    'namespace',
    NAMESPACE,
    ...shown,
  )}\n${objects}`;
}

const whose = () =>
  kubectl(
    ...['get', 'namespace', NAMESPACE, '--output'],
    `jsonpath={.metadata.annotations.${MARK.replaceAll('.', '\\.')}}`,
  );

describe('a namespace that is there and has a Deployment of others', () => {
  const layers = { infrastructure, ethereum: nodes };
  for (const [layer, selector] of Object.entries(layers)) {
    test(`is refused to the layer ${layer}, and stays unchanged byte for byte`, async () => {
      const was = await everything();
      const { refused } = await deployed(ours, ...selector);
      assert.match(refused, /namespaces was not touched\. It exists/);
      assert.match(refused, /ADOPT=namespaces/);
      assert.equal(await everything(), was);
    });
  }

  test('is adopted with ADOPT and gets the guards of the chart, while its workloads keep running', async () => {
    const pod = await here('get', 'pods', '--output', 'name');
    assert.deepEqual(await deployed(ours, ...infrastructure, ...adopt), {
      refused: '',
    });
    assert.equal(await whose(), 'github.com/acme/namespaces');
    assert.match(await here('get', 'resourcequotas', '-oname'), /quota/);
    assert.equal(await here('get', 'pods', '--output', 'name'), pod);
  });
});

describe('a namespace of ours', () => {
  test('is deployed again without a message, and stays unchanged', async () => {
    const labels = ['-ojsonpath={.metadata.labels}{.metadata.annotations}'];
    const was = await kubectl('get', 'namespace', NAMESPACE, ...labels);
    assert.deepEqual(await deployed(ours, ...infrastructure), { refused: '' });
    assert.equal(await kubectl('get', 'namespace', NAMESPACE, ...labels), was);
  });

  test('is still ours when its annotation is lost, and gets it back', async () => {
    await kubectl('annotate', 'namespace', NAMESPACE, `${MARK}-`);
    assert.equal(await whose(), '');
    assert.match((await deployed(theirs, ...nodes)).refused, /no annotation/);
    assert.deepEqual(await deployed(ours, ...infrastructure), { refused: '' });
    assert.equal(await whose(), 'github.com/acme/namespaces');
  });

  for (const [layer, selector] of Object.entries({ infrastructure, nodes })) {
    test(`is refused to ${layer} of a second team's repository of the same name`, async () => {
      const was = await everything();
      const { refused } = await deployed(theirs, ...selector);
      assert.match(
        refused,
        /does not belong to github\.com\/other\/namespaces: .* names github\.com\/acme\/namespaces/,
      );
      assert.equal(await everything(), was);
    });
  }

  test('is refused also if the second does not deploy the infrastructure', async () => {
    const file = join(theirs, 'environments/local.yaml');
    const text = await readFile(file, 'utf8');
    const without = { platform: { infrastructure: { enabled: false } } };
    await writeFile(file, stringify(merge(parse(text), without)));
    const was = await everything();
    const { refused } = await deployed(theirs, ...nodes);
    await writeFile(file, text);
    assert.match(refused, /have the owner of the cluster hand it over/);
    assert.equal(await everything(), was);
  });

  test('is refused by the chart itself, also with --take-ownership', async () => {
    const was = await everything();
    const error = await program('helm', [
      ...['upgrade', '--install', 'guards', join(theirs, 'charts/platform')],
      ...['--namespace', NAMESPACE, '--take-ownership', '--force-conflicts'],
      ...['--set', `namespaces.${NAMESPACE}.mesh=none`],
      ...['--set', 'repository=github.com/other/namespaces'],
    ]).then(
      () => 'no failure',
      failure => outputOf(failure, 'stderr'),
    );
    assert.match(
      error,
      /namespaces\.namespaces exists and was deployed from "github\.com\/acme\/namespaces"/,
    );
    assert.equal(await everything(), was);
  });

  test('changes hands when the second adopts it', async () => {
    assert.deepEqual(await deployed(theirs, ...infrastructure, ...adopt), {
      refused: '',
    });
    assert.equal(await whose(), 'github.com/other/namespaces');
    const { refused } = await deployed(ours, ...infrastructure);
    assert.match(refused, /names github\.com\/other\/namespaces/);
  });
});

describe('a namespace that is missing', () => {
  test('is made as that of the repository that brings it', async () => {
    await removeNamespace(NAMESPACE);
    assert.deepEqual(await deployed(ours, ...infrastructure), { refused: '' });
    await ownNamespace(NAMESPACE);
    assert.equal(await whose(), 'github.com/acme/namespaces');
  });
});
