/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../../tests/ensurePresent';
import { testDeployment, noon, observedState } from '../../testing/deployments';
import { renderedSchema, workloadSchema } from '../objects';
import type { ObservedState } from '../state';
import { checks } from '.';

// What a cluster can be made to show is planted there: tests/integration/validate*.test.ts. Here is the rest.

const selector = { 'ethereum.nodeyard.io/node': 'geth-0' };
const workload = workloadSchema.parse({
  kind: 'StatefulSet',
  metadata: { name: 'geth-0', labels: selector },
  spec: {
    replicas: 1,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: { containers: [{ name: 'execution', image: 'geth:1' }] },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'execution' },
        spec: { resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
});
const objects = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'geth-0-p2p' },
    spec: { type: 'LoadBalancer' },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'geth-0' },
    spec: { selector },
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'geth-0' } },
].map(object => renderedSchema.parse(object));

const podWith = (containerStatuses: unknown[], conditions: unknown[] = []) => ({
  metadata: { name: 'geth-0-0', labels: selector },
  spec: { containers: [] },
  status: { containerStatuses, conditions },
});
const aContainer = (more: object) => ({
  name: 'execution',
  ready: false,
  restartCount: 0,
  state: {},
  ...more,
});

/** The findings of one check on an observed state. */
function problemsOf(name: string, observed: ObservedState): string[] {
  const check = checks.find(candidate => candidate.name === name);
  const desired = { workloads: [workload], objects };
  return (check?.judge(testDeployment({ desired, observed })) ?? []).map(
    ({ about, problem }) => `${about} ${problem}`,
  );
}
const seenPod = (...given: Parameters<typeof podWith>) =>
  observedState({ pods: [podWith(...given)] });

describe('checks', () => {
  it('are at least twenty, each with a unique name and title', () => {
    expect(checks.length).toBeGreaterThan(20);
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
  });

  it('report a claim without a class in a cluster without a default class, and the key that sets one', () => {
    const found = (labels: object, claims: object) =>
      checks
        .find(({ name }) => name === 'storage-classes')
        ?.judge(
          testDeployment({
            desired: {
              workloads: [
                workloadSchema.parse({
                  ...workload,
                  metadata: { name: 'geth-0', labels },
                  ...claims,
                }),
              ],
            },
            observed: observedState({
              storageClasses: [{ metadata: { name: 'fast' } }],
            }),
          }),
        )
        .map(({ about, problem, run }) => [about, problem, run]);
    const problem =
      'uses the default StorageClass, and there is none: its claim "execution"';
    const run = (key: string) =>
      `kubectl get storageclasses   # name one as ${key} in environments/local.yaml, then make deploy ENV=local`;
    expect(found({ 'ethereum.nodeyard.io/role': 'sync' }, {})).toEqual([
      [
        'geth-0',
        problem,
        run('nodes.geth-0.execution.storage.storageClassName'),
      ],
    ]);
    const { spec } = ensurePresent(workload.spec.volumeClaimTemplates[0]);
    const ephemeral = (claim: object) => ({
      kind: 'Deployment',
      spec: {
        ...workload.spec,
        volumeClaimTemplates: [],
        template: {
          metadata: {},
          spec: {
            volumes: [
              {
                name: 'execution',
                ephemeral: { volumeClaimTemplate: { spec: claim } },
              },
              { name: 'tmp' },
            ],
          },
        },
      },
    });
    const serve = { 'ethereum.nodeyard.io/role': 'serve' };
    expect(found(serve, ephemeral(spec))).toEqual([
      [
        'geth-0',
        problem,
        run('serve.geth-0.execution.storage.storageClassName'),
      ],
    ]);
    expect(
      found(serve, ephemeral({ ...spec, storageClassName: 'fast' })),
    ).toEqual([]);
  });

  it.each([
    ['fd00::7', []],
    ['192.0.2.7', []],
    [
      'fd00::8',
      ['Service/geth-0 has the endpoints fd00::8, which are of no ready pod'],
    ],
    [
      undefined,
      ['Service/geth-0 has no endpoint for the ready pod at fd00::7'],
    ],
  ])(
    'recognise a dual-stack pod by either address: %s',
    (address, problems) => {
      const pod = podWith([], [{ type: 'Ready', status: 'True' }]);
      const podIPs = [{ ip: 'fd00::7' }, { ip: '192.0.2.7' }];
      const slice = {
        metadata: {
          name: 'geth-0-x',
          labels: { 'kubernetes.io/service-name': 'geth-0' },
        },
        endpoints: address === undefined ? [] : [{ addresses: [address] }],
      };
      const observed = observedState({
        pods: [{ ...pod, status: { ...pod.status, podIPs } }],
        endpointSlices: [slice],
      });
      expect(problemsOf('endpoints', observed)).toEqual(problems);
    },
  );

  it('report that peers cannot connect through a load balancer without an address', () => {
    const service = {
      metadata: { name: 'geth-0-p2p' },
      spec: { type: 'LoadBalancer' },
    };
    expect(
      problemsOf('peer-address', observedState({ services: [service] })),
    ).toEqual([
      'Service/geth-0-p2p waits for an address: peers from outside cannot reach the node',
    ]);
    const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
    expect(
      problemsOf(
        'peer-address',
        observedState({ services: [{ ...service, status }] }),
      ),
    ).toEqual([]);
  });

  it('report a claim without a volume as a node that waits for its volume', () => {
    const live = { metadata: { name: 'geth-0' }, spec: workload.spec };
    const claim = {
      metadata: { name: 'execution-geth-0-0' },
      spec: { resources: { requests: { storage: '1Gi' } } },
      status: { phase: 'Pending' },
    };
    const given = { statefulSets: [live], claims: [claim] };
    expect(problemsOf('volumes', observedState(given))).toEqual([
      'geth-0 waits for the volume of execution-geth-0-0, which is Pending',
    ]);
    const unplaced = podWith(
      [],
      [{ type: 'PodScheduled', status: 'False', message: 'Insufficient cpu' }],
    );
    expect(
      problemsOf('volumes', observedState({ ...given, pods: [unplaced] })),
    ).toEqual([]);
  });

  it('report why Pod Security refuses a pod, while there is none', () => {
    const live = { metadata: { name: 'geth-0' }, spec: workload.spec };
    const refusal = (minutes: number, name = 'geth-0') => ({
      metadata: { name: 'e' },
      reason: 'FailedCreate',
      message: 'create Pod geth-0-0 failed: violates PodSecurity "restricted"',
      lastTimestamp: new Date(noon - minutes * 60_000).toISOString(),
      involvedObject: { kind: 'StatefulSet', name },
    });
    const given = (event: object, more: object = {}) =>
      problemsOf(
        'admission',
        observedState({ statefulSets: [live], events: [event], ...more }),
      );
    expect(given(refusal(29))).toEqual([
      'geth-0 gets no pod: create Pod geth-0-0 failed: violates PodSecurity "restricted"',
    ]);
    expect(given(refusal(61))).toEqual([]);
    expect(given(refusal(1, 'besu-0'))).toEqual([]);
    expect(given(refusal(1), { pods: [podWith([])] })).toEqual([]);
  });

  it('report the container that the others wait for', () => {
    const waiting = { waiting: { reason: 'ContainerCreating' } };
    expect(
      problemsOf(
        'running',
        seenPod([
          aContainer({ state: waiting }),
          aContainer({ name: 'consensus', state: waiting }),
        ]),
      ),
    ).toEqual(['geth-0 waits for execution: ContainerCreating']);
    expect(
      problemsOf('running', seenPod([aContainer({ state: { running: {} } })])),
    ).toEqual([]);
  });

  it('ignore terminations of containers after an hour', () => {
    const ended = (minutesAgo: number) => ({
      lastState: {
        terminated: {
          reason: 'OOMKilled',
          exitCode: 137,
          finishedAt: new Date(noon - minutesAgo * 60_000).toISOString(),
        },
      },
      state: { running: {} },
      restartCount: 9,
    });
    expect(problemsOf('memory', seenPod([aContainer(ended(59))]))).toHaveLength(
      1,
    );
    expect(problemsOf('memory', seenPod([aContainer(ended(61))]))).toEqual([]);
    expect(
      problemsOf('crashes', seenPod([aContainer(ended(59))])),
    ).toHaveLength(1);
    expect(problemsOf('crashes', seenPod([aContainer(ended(61))]))).toEqual([]);
  });

  it('report why a node does not start on a volume of another history, until it may', () => {
    const ended = (exitCode: number, message?: string) => ({
      terminated: { exitCode, message, finishedAt: null },
    });
    const waits = (more: object) =>
      problemsOf(
        'history',
        seenPod([aContainer({ name: 'history', ...more })]),
      );
    const message = 'nodes.geth-0.execution.history "full": the volume has …\n';
    expect(
      waits({
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: ended(1, message),
      }),
    ).toEqual([`geth-0 does not start on its volume: ${message.trim()}`]);
    expect(waits({ state: ended(137) })).toEqual([
      'geth-0 does not start on its volume: history ended with code 137',
    ]);
    expect(waits({ state: ended(0), lastState: ended(1, message) })).toEqual(
      [],
    );
    expect(
      waits({ state: { running: {} }, lastState: ended(1, message) }),
    ).toEqual([]);
    expect(waits({ name: 'jwt', state: ended(1, message) })).toEqual([]);
  });

  it('report rights of every service account of the namespace, except those that Kubernetes grants', () => {
    const binding = (labels: object) => ({
      metadata: { name: 'any-account', labels },
      roleRef: { kind: 'ClusterRole', name: 'admin' },
      subjects: [{ kind: 'Group', name: 'system:serviceaccounts:ethereum' }],
    });
    expect(
      problemsOf(
        'rights',
        observedState({ clusterRoleBindings: [binding({})] }),
      ),
    ).toEqual([
      "ClusterRoleBinding/any-account gives the nodes' service accounts ClusterRole admin, and is not of this environment",
    ]);
    const own = binding({ 'kubernetes.io/bootstrapping': 'rbac-defaults' });
    expect(
      problemsOf('rights', observedState({ clusterRoleBindings: [own] })),
    ).toEqual([]);
  });

  it('report machines that cannot be drained because a budget allows no disruption', () => {
    const budget = {
      metadata: { name: 'devnet-nodes' },
      spec: { selector: {} },
      status: { expectedPods: 2, currentHealthy: 2, disruptionsAllowed: 0 },
    };
    const check = checks.find(({ name }) => name === 'disruption-budget');
    const asked = renderedSchema.parse({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      ...budget,
    });
    const deployment = testDeployment({
      desired: { objects: [asked] },
      observed: observedState({ budgets: [budget] }),
    });
    expect(check?.judge(deployment)).toMatchObject([
      { problem: expect.stringContaining('no machine can ever be drained') },
    ]);
  });

  function autoscalingOf(minReplicas: number, maxReplicas: number) {
    const autoscaler = {
      metadata: { name: 'rpc' },
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'rpc' },
        minReplicas,
        maxReplicas,
      },
      status: {
        conditions: [
          {
            type: 'ScalingActive',
            status: 'False',
            reason: 'FailedGetResourceMetric',
            message:
              'the HPA was unable to compute the replica count: no metrics returned from resource metrics API',
          },
        ],
      },
    };
    const asked = renderedSchema.parse({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      ...autoscaler,
    });
    const check = checks.find(({ name }) => name === 'autoscaling');
    return check?.judge(
      testDeployment({
        desired: { objects: [asked] },
        observed: observedState({ autoscalers: [autoscaler] }),
      }),
    );
  }

  it('report that an autoscaler without metrics cannot scale', () => {
    expect(autoscalingOf(2, 4)).toMatchObject([
      {
        problem: expect.stringMatching(/^cannot scale: .*no metrics returned/),
      },
    ]);
  });

  it('require no metrics for an autoscaler with a fixed size', () => {
    expect(autoscalingOf(2, 2)).toEqual([]);
  });

  it('report each warning of the last half hour once', () => {
    const event = (minutesAgo: number) => ({
      metadata: { name: `e${minutesAgo}` },
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'no answer',
      lastTimestamp: new Date(noon - minutesAgo * 60_000).toISOString(),
      involvedObject: { kind: 'Pod', name: 'geth-0-0' },
    });
    expect(
      problemsOf(
        'events',
        observedState({ events: [event(1), event(2), event(31)] }),
      ),
    ).toEqual(['Pod/geth-0-0 Unhealthy: no answer']);
  });

  it('report no missing metrics where an autoscaler only keeps the size of a pool', () => {
    const toldOf = (minReplicas: number, reason: string) => {
      const asked = renderedSchema.parse({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'geth-0' },
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: 'geth-0' },
          minReplicas,
          maxReplicas: 2,
        },
      });
      const event = {
        metadata: { name: 'e' },
        type: 'Warning',
        reason,
        message: 'it did not work',
        lastTimestamp: new Date(noon).toISOString(),
        involvedObject: { kind: 'HorizontalPodAutoscaler', name: 'geth-0' },
      };
      return checks
        .find(({ name }) => name === 'events')
        ?.judge(
          testDeployment({
            desired: { workloads: [workload], objects: [...objects, asked] },
            observed: observedState({ events: [event] }),
          }),
        );
    };
    expect(toldOf(1, 'FailedGetResourceMetric')).toHaveLength(1);
    expect(toldOf(2, 'FailedGetResourceMetric')).toEqual([]);
    expect(toldOf(2, 'FailedComputeMetricsReplicas')).toEqual([]);
    expect(toldOf(2, 'FailedGetScale')).toHaveLength(1);
  });

  it('warn of an environment that does not name its cluster', () => {
    const named = checks.find(({ name }) => name === 'named-context');
    const judge = (context?: string) =>
      named?.judge(
        testDeployment({
          desired: { workloads: [workload], objects, context },
        }),
      );
    expect(judge()).toMatchObject([{ warning: true }]);
    expect(judge('production')).toEqual([]);
  });
});
