import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { complaints, kubectl, outputOf, program } from './cluster';
import { deploy, generateRepository, merge, ownNamespace } from './deployment';
import type { Values } from './deployment';

const NAMESPACE = 'infrastructure';
const layer = ['--selector', 'layer=infrastructure'];

describe('the infrastructure layer of a generated repository', () => {
  let repository = '';

  before(async () => {
    const gone = ['namespace', NAMESPACE, '--ignore-not-found'];
    await kubectl('delete', ...gone, '--timeout=110s');
    repository = await generateRepository({ name: NAMESPACE });
    await choose({
      quota: { pods: 2 },
      access: { view: ['readers'], operate: ['operators'] },
    });
  });

  after(async () => {
    const gone = ['namespace', NAMESPACE, '--ignore-not-found'];
    await kubectl('delete', ...gone, '--wait=false');
  });

  /** Edits the namespace's guards in environments/local.yaml, as a team would. */
  async function choose(guards: Values): Promise<void> {
    const file = join(repository, 'environments/local.yaml');
    const chosen = { platform: { infrastructure: { namespace: guards } } };
    const values = merge(parse(await readFile(file, 'utf8')), chosen);
    await writeFile(file, stringify(values));
  }

  test('brings its namespace, and nothing outside it', async () => {
    await deploy(repository, ...layer);
    await ownNamespace(NAMESPACE);
    const record = ['get', 'manifest', 'platform-namespaces'];
    const manifest = await program('helm', [...record, '-n', NAMESPACE]);
    const kinds = [...manifest.matchAll(/^kind: (.*)$/gm)].map(
      ([, kind]) => kind,
    );
    assert.deepEqual([...new Set(kinds)].sort(), [
      'LimitRange',
      'Namespace',
      'NetworkPolicy',
      'ResourceQuota',
      'Role',
      'RoleBinding',
    ]);
    assert.equal(
      await label('pod-security.kubernetes.io/enforce'),
      'restricted',
    );
  });

  test('admits a pod that passes "restricted", and no other', async () => {
    assert.match(
      await complaints(...run('root')),
      /violates PodSecurity "restricted/,
    );
    assert.equal(await complaints(...run('first', restricted)), '');
  });

  test('sets default requests for containers without any', async () => {
    const path = '-ojsonpath={.spec.containers[0].resources.requests}';
    const requests = await kubectl(
      '-n',
      NAMESPACE,
      'get',
      'pod',
      'first',
      path,
    );
    assert.deepEqual(JSON.parse(requests), { cpu: '50m', memory: '64Mi' });
  });

  test('refuses pods beyond its quota', async () => {
    assert.equal(await complaints(...run('second', restricted)), '');
    assert.match(
      await complaints(...run('third', restricted)),
      /exceeded quota: quota, requested: pods=1, used: pods=2/,
    );
  });

  const rights: Array<[string[], boolean, boolean]> = [
    [['list', 'pods'], true, true],
    [['get', 'pods', '--subresource=log'], true, true],
    [['list', 'events'], true, true],
    [['list', 'persistentvolumeclaims'], true, true],
    [['list', 'networkpolicies.networking.k8s.io'], true, true],
    [['list', 'jobs.batch'], true, true],
    [['delete', 'pods'], false, true],
    [['create', 'pods', '--subresource=eviction'], false, true],
    [['patch', 'statefulsets.apps', '--subresource=scale'], false, true],
    [['patch', 'deployments.apps', '--subresource=scale'], false, true],
    [['create', 'pods', '--subresource=portforward'], false, true],
    [['get', 'pods', '--subresource=proxy'], false, true],
    [['get', 'secrets'], false, false],
    [['create', 'pods', '--subresource=exec'], false, false],
    [['create', 'pods'], false, false],
    [['patch', 'statefulsets.apps'], false, false],
    [['patch', 'networkpolicies.networking.k8s.io'], false, false],
    [['patch', 'resourcequotas'], false, false],
    [['deletecollection', 'pods'], false, false],
  ];
  for (const [action, view, operate] of rights) {
    test(`${action
      .join(' ')
      .replace(' --subresource=', '/')}: who views ${verdict(
      view,
    )}, who operates ${verdict(operate)}`, async () => {
      assert.equal(await may('readers', NAMESPACE, ...action), view);
      assert.equal(await may('operators', NAMESPACE, ...action), operate);
      assert.equal(await may('operators', 'default', ...action), false);
    });
  }

  test('changes with its repository, which wins over a label that was set by hand', async () => {
    const byHand = 'pod-security.kubernetes.io/enforce=privileged';
    await kubectl('label', '--overwrite', 'namespace', NAMESPACE, byHand);
    await choose({ quota: { pods: 3 } });
    await deploy(repository, ...layer);
    assert.equal(
      await label('pod-security.kubernetes.io/enforce'),
      'restricted',
    );
    assert.equal(await complaints(...run('third', restricted)), '');
  });

  test('keeps its namespace and the workloads in it when it is removed', async () => {
    await program('helmfile', ['-e', 'local', ...layer, 'destroy'], {
      cwd: repository,
    });
    const left = ['-n', NAMESPACE, 'get', 'pods,resourcequotas', '-oname'];
    assert.equal(
      await kubectl(...left),
      ['pod/first', 'pod/second', 'pod/third'].join('\n'),
    );
  });

  test('takes over a namespace that is there with adopt', async () => {
    await kubectl('delete', 'namespace', NAMESPACE, '--timeout=110s');
    await kubectl('create', 'namespace', NAMESPACE);
    await ownNamespace(NAMESPACE);
    const adopt = ['--state-values-set', `adopt.${NAMESPACE}=true`];
    await deploy(repository, ...layer, ...adopt);
    assert.equal(
      await label('pod-security.kubernetes.io/enforce'),
      'restricted',
    );
  });
});

/** `kubectl run` of a pod with only an image, which need not exist: the subject is admission. */
function run(name: string, spec?: Values): string[] {
  const overrides = JSON.stringify({
    spec: {
      ...spec,
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name,
          image: 'none.test/none:1',
          imagePullPolicy: 'Never',
          securityContext: spec && contained,
        },
      ],
    },
  });
  return [
    '-n',
    NAMESPACE,
    'run',
    name,
    '--image=none.test/none:1',
    `--overrides=${overrides}`,
  ];
}

const contained = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
const restricted = {
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 10001,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

/** Answer of the API server for a user with this group only. */
async function may(
  group: string,
  where: string,
  ...action: string[]
): Promise<boolean> {
  const as = ['--as=group-member', `--as-group=${group}`, '-n', where];
  const output = await kubectl('auth', 'can-i', ...action, ...as).catch(error =>
    outputOf(error, 'stdout'),
  );
  assert.match(output, /^(yes|no)/);
  return output.startsWith('yes');
}

async function label(name: string): Promise<string> {
  const path = `-ojsonpath={.metadata.labels['${name.replaceAll(
    '.',
    '\\.',
  )}']}`;
  return kubectl('get', 'namespace', NAMESPACE, path);
}

function verdict(allowed: boolean): string {
  return allowed ? 'may' : 'may not';
}
