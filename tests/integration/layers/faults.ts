import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeDeployment } from '../../../packages/blueprint/src/deployment/check';
import type {
  Finding,
  CheckOutcome,
} from '../../../packages/blueprint/src/deployment/check';
import { checks } from '../../../packages/blueprint/src/deployment/checks';
import { createProcessRunner } from '../../../packages/blueprint/src/deployment/processRunner';
import { observe } from '../../../packages/blueprint/src/deployment/observe';
import { readDesiredState } from '../../../packages/blueprint/src/deployment/desiredState';
import { kubectl, program } from '../cluster';
import { root } from '../deployment';
import { copy, make } from './copy';

/** Seconds that a fault may take to be seen, and its repair. */
const PATIENCE_SECONDS = 90;

/** The command itself, as `make validate-deployment` runs it. */
export const command = (...args: string[]) => [
  join(root, 'scripts/validate-deployment.sh'),
  ...['--root', copy, '--environment', 'local', ...args],
];

/** A fault of a layer, and the expected finding. */
interface Fault {
  check: string;
  sentence: string;
  about: string;
  words: RegExp;
  /** Command of the finding. */
  run: RegExp;
  plant: () => Promise<unknown>;
  repair: () => Promise<unknown>;
}

export const apply = (object: object) =>
  program('sh', [
    '-c',
    'printf %s "$1" | kubectl create -f -',
    'sh',
    JSON.stringify(object),
  ]);
const bare = { containers: [{ name: 'none', image: 'none.test/none:1' }] };
const labels = { 'nodeyard.test/fault': 'yes' };
const template = { metadata: { labels }, spec: bare };
const selector = { matchLabels: labels };
const remove = (kind: string, namespace: string, name: string) => () =>
  kubectl('-n', namespace, 'delete', kind, name, '--wait=false');

/** Gives istiod another image, as by hand in an incident. */
const setImage = (image: string) =>
  kubectl(
    ...['-n', 'istio-system', 'set', 'image'],
    ...['deployment/istiod', `stand-in=${image}`],
  );

/** Arguments of Helm for an upgrade that waits for pods which never become ready. */
const upgrade = (to: {
  release: string;
  chart: string;
  namespace: string;
  set: string;
  timeout: string;
}) => [
  ...['upgrade', to.release, join(copy, to.chart)],
  ...['--namespace', to.namespace, '--reuse-values', '--set', to.set],
  ...['--wait', `--timeout=${to.timeout}`],
];

/** Kills Helm when it has recorded that it is upgrading a release. */
async function kill(name: string, namespace: string, args: string[]) {
  const helm = spawn('helm', args, { stdio: 'ignore' });
  const ended = once(helm, 'exit');
  const record = `--selector=owner=helm,status=pending-upgrade,name=${name}`;
  const secrets = ['--namespace', namespace, 'get', 'secrets', record];
  while (helm.exitCode === null) {
    if ((await kubectl(...secrets, '--output=name')) !== '') break;
  }
  helm.kill('SIGKILL');
  await ended;
}

/** All at once: none affects the object of another. */
const faults: readonly Fault[] = [
  // First, because its repair brings back a kind that other repairs deploy.
  {
    check: 'apis',
    sentence:
      'a CustomResourceDefinition is gone, while others of its group are there',
    about: 'ServiceMonitor/geth-0',
    words: /needs the kind ServiceMonitor of monitoring\.coreos\.com\/v1/,
    run: /^make upgrade-crds ENV=local /,
    plant: () =>
      kubectl('delete', 'crd', 'servicemonitors.monitoring.coreos.com'),
    repair: async () => {
      await make('upgrade-crds', 'local');
      await make('deploy', 'local', 'FORCE=1');
    },
  },
  {
    check: 'namespaces',
    sentence: 'a bare Namespace is applied by the field manager of Helm',
    about: 'Namespace/ethereum',
    words:
      /lacks .*pod-security\.kubernetes\.io\/enforce=restricted.*helm\.sh\/resource-policy=keep/,
    run: /^make deploy-infrastructure ENV=local$/,
    plant: () =>
      program('sh', [
        '-c',
        'kubectl create namespace ethereum --dry-run=client -o yaml | kubectl apply --server-side --field-manager=helm --force-conflicts -f -',
      ]),
    repair: () => make('deploy-infrastructure', 'local'),
  },
  {
    check: 'releases',
    sentence: 'Helm was killed in the middle of an upgrade',
    about: 'Release/observability/grafana',
    words: /is "pending-upgrade" at revision \d+/,
    run: /^helm -n observability rollback grafana /,
    plant: () =>
      kill(
        'grafana',
        'observability',
        upgrade({
          release: 'grafana',
          chart: 'vendor/charts/grafana',
          namespace: 'observability',
          set: 'standIn.image=nodeyard.test/none:none',
          timeout: '60s',
        }),
      ),
    repair: () =>
      program('helm', ['-n', 'observability', 'rollback', 'grafana']),
  },
  {
    check: 'layer-volumes',
    sentence: 'a claim names no class, or one that is not there',
    about: 'PersistentVolumeClaim/istio-system/data',
    words: /uses the StorageClass missing, which does not exist/,
    run: /^kubectl get storageclasses /,
    plant: () =>
      apply({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'istio-system' },
        spec: {
          storageClassName: 'missing',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      }),
    repair: remove('pvc', 'istio-system', 'data'),
  },
  {
    check: 'layer-admission',
    sentence: 'Pod Security refuses the pods of a layer',
    about: 'DaemonSet/registry/refused',
    words: /gets no pod: .*violates PodSecurity "restricted/,
    run: /describe daemonset refused .*Pod Security/,
    plant: () =>
      apply({
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'refused', namespace: 'registry' },
        spec: { selector, template },
      }),
    repair: remove('daemonset', 'registry', 'refused'),
  },
  {
    check: 'layer-pods',
    sentence: 'a workload of a layer is not ready',
    about: 'Deployment/istio-system/istiod',
    words:
      /^has 0 of 1 pods ready: istiod-\S+ waits for stand-in, ErrImageNeverPull/,
    run: /describe deployment istiod$/,
    plant: () => setImage('nodeyard.test/none:none'),
    // A deployment takes back what was set by hand, which another manager of fields has now.
    repair: () => make('deploy-istio', 'local'),
  },
  {
    check: 'metrics',
    sentence: 'an autoscaler goes by numbers that nothing serves',
    about: 'HorizontalPodAutoscaler/blind',
    words:
      /cannot scale by external\.metrics\.k8s\.io: the cluster does not serve it/,
    run: /^kubectl get apiservices \| grep external\.metrics\.k8s\.io/,
    plant: () =>
      apply({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'blind', namespace: 'observability' },
        spec: {
          minReplicas: 1,
          maxReplicas: 2,
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'grafana',
          },
          metrics: [
            {
              type: 'External',
              external: {
                metric: { name: 'calls' },
                target: { type: 'Value', value: '1' },
              },
            },
          ],
        },
      }),
    repair: remove('hpa', 'observability', 'blind'),
  },
  {
    check: 'guards',
    sentence: 'a policy that closes the namespace of the nodes is gone',
    about: 'NetworkPolicy/ethereum/default-deny',
    words: /^is missing$/,
    run: /^make deploy-infrastructure ENV=local$/,
    plant: remove('networkpolicy', 'ethereum', 'default-deny'),
    repair: () => make('deploy-infrastructure', 'local'),
  },
  {
    check: 'guards',
    sentence: 'a quota was raised by hand',
    about: 'ResourceQuota/ethereum/quota',
    words: /^differs from the environment: .*9999/,
    run: /^make deploy-infrastructure ENV=local$/,
    plant: () =>
      kubectl(
        ...['-n', 'ethereum', 'patch', 'resourcequota', 'quota'],
        ...['--patch', '{"spec":{"hard":{"pods":"9999"}}}'],
      ),
    repair: () => make('deploy-infrastructure', 'local'),
  },
  {
    check: 'guards',
    sentence: 'callers without a certificate were let into the mesh by hand',
    about: 'PeerAuthentication/istio-system/default',
    words: /^differs from the environment: .*PERMISSIVE/,
    run: /^make deploy-istio ENV=local$/,
    plant: () =>
      kubectl(
        ...['-n', 'istio-system', 'patch', 'peerauthentication', 'default'],
        ...['--type=merge', '--patch'],
        '{"spec":{"mtls":{"mode":"PERMISSIVE"}}}',
      ),
    repair: () => make('deploy-istio', 'local'),
  },
  {
    check: 'layer-machines',
    sentence: 'a DaemonSet tolerates too little for the machine of a node',
    about: 'DaemonSet/observability/nowhere',
    words: /has no pod on node-1, where nodes run/,
    run: /get daemonset nowhere -o yaml/,
    plant: () =>
      apply({
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: { name: 'nowhere', namespace: 'observability' },
        spec: {
          selector,
          template: {
            metadata: { labels },
            spec: { ...bare, nodeSelector: { 'nodeyard.test/none': 'yes' } },
          },
        },
      }),
    repair: remove('daemonset', 'observability', 'nowhere'),
  },
  {
    check: 'secret-readers',
    sentence: 'an account of a layer may read every Secret',
    about: 'ClusterRoleBinding/layers-reader',
    words:
      /lets the account observability\/grafana read the Secrets of every namespace/,
    run: /^kubectl describe clusterrole cluster-admin/,
    plant: () =>
      kubectl(
        ...['create', 'clusterrolebinding', 'layers-reader'],
        ...['--clusterrole=cluster-admin'],
        '--serviceaccount=observability:grafana',
      ),
    repair: () => kubectl('delete', 'clusterrolebinding', 'layers-reader'),
  },
  {
    check: 'metrics-once',
    sentence: 'two replicas of Prometheus send their samples on as one',
    about: 'Prometheus/observability/twice',
    words: /sends every sample 2 times/,
    run: /^make deploy-observability ENV=local/,
    plant: () =>
      apply({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'Prometheus',
        metadata: { name: 'twice', namespace: 'observability' },
        spec: { replicas: 2, remoteWrite: [{ url: 'http://mimir.invalid' }] },
      }),
    repair: remove('prometheus', 'observability', 'twice'),
  },
  {
    check: 'releases',
    sentence: 'the upgrade of a release has failed',
    about: 'Release/registry/registry',
    words: /is "failed" at revision \d+: Helm has not finished it/,
    run: /^make deploy-registry ENV=local /,
    plant: () =>
      assert.rejects(
        program(
          'helm',
          upgrade({
            release: 'registry',
            chart: 'charts/local-registry',
            namespace: 'registry',
            set: 'image.tag=none',
            timeout: '3s',
          }),
        ),
      ),
    repair: () => make('deploy-registry', 'local'),
  },
];

async function runChecks(names?: readonly string[]): Promise<CheckOutcome[]> {
  const programs = createProcessRunner(copy, Date.now() + 60_000);
  const desired = await readDesiredState(copy, 'local', programs);
  assert.ok(desired.ok, desired.ok ? '' : desired.reason);
  return judgeDeployment(
    checks.filter(({ name }) => names?.includes(name) ?? true),
    await observe(desired.value, programs),
  );
}

export const findingsOf = (outcomes: readonly CheckOutcome[]): Finding[] =>
  outcomes.flatMap(outcome =>
    outcome.state === 'failed' ? outcome.findings : [],
  );

/**
 * Looks until it is as it should be, or until the time is up.
 *
 * @param names - of the checks that are made; all of them without it
 */
export async function lookUntil(
  enough: (outcomes: readonly CheckOutcome[]) => boolean,
  names?: readonly string[],
): Promise<CheckOutcome[]> {
  const begun = Date.now();
  for (;;) {
    const outcomes = await runChecks(names);
    if (enough(outcomes) || Date.now() - begun > PATIENCE_SECONDS * 1000) {
      return outcomes;
    }
    await sleep(500);
  }
}

/** Findings that remain where none is expected. */
export const lookUntilWell = async () =>
  findingsOf(await lookUntil(found => findingsOf(found).length === 0));

/** Injects the faults: validate-deployment names each with a command, and finds nothing after these commands. */
export function plantFaults(): void {
  describe('with a fault of each kind', () => {
    let outcomes: CheckOutcome[] = [];
    const findingOf = (
      found: readonly CheckOutcome[],
      { check, about }: Fault,
    ) =>
      findingsOf(found.filter(outcome => outcome.check.name === check)).find(
        finding => finding.about === about,
      );
    before(async () => {
      await Promise.all(faults.map(({ plant }) => plant()));
      outcomes = await lookUntil(found =>
        faults.every(fault => findingOf(found, fault)),
      );
    });

    for (const fault of faults) {
      test(`${fault.check}: ${fault.sentence}`, () => {
        const finding = findingOf(outcomes, fault);
        assert.ok(finding, JSON.stringify(findingsOf(outcomes), null, 1));
        assert.match(finding.problem, fault.words);
        assert.match(finding.run, fault.run);
      });
    }

    test('are well again when that was run', async () => {
      for (const { repair } of faults) await repair();
      assert.deepEqual(await lookUntilWell(), []);
    });
  });
}
