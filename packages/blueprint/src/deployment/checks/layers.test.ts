import { testDeployment, noon, observedState } from '../../testing/deployments';
import { layerObjectsSchema } from '../kinds';
import {
  namespaceSchema,
  prometheusSchema,
  renderedSchema,
  workloadSchema,
} from '../objects';
import type { PlatformState, DesiredState } from '../state';
import { checks } from '.';

// What a cluster can be made to show is planted there: tests/integration/layers.test.ts. Here is the rest.

const desired: Partial<DesiredState> = {
  releases: [
    {
      name: 'platform-namespaces',
      namespace: 'ethereum',
      layer: 'infrastructure',
    },
    { name: 'grafana', namespace: 'observability', layer: 'observability' },
    { name: 'geth-0', namespace: 'ethereum', layer: 'ethereum' },
  ],
  platformObjects: [
    renderedSchema.parse({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'ethereum',
        labels: {
          'helm.sh/chart': 'platform-0.1.0',
          'istio-injection': 'enabled',
          'pod-security.kubernetes.io/enforce': 'restricted',
        },
        annotations: { 'helm.sh/resource-policy': 'keep' },
      },
    }),
  ],
};

const layers = (objects: Record<string, unknown[]>) =>
  layerObjectsSchema.parse(objects);

/** The findings of one check. */
function found(
  name: string,
  platform: Partial<PlatformState>,
  more: object = {},
) {
  const check = checks.find(candidate => candidate.name === name);
  const observed = { ...observedState({ ...more }), ...platform };
  return check?.judge(testDeployment({ desired, observed })) ?? [];
}
const problemsOf = (...given: Parameters<typeof found>) =>
  found(...given).map(({ about, problem }) => `${about} ${problem}`);

const namespaceWith = (labels: object, annotations: object = {}) =>
  namespaceSchema.parse({
    metadata: { name: 'ethereum', labels, annotations },
  });

const workload = (ready: number) => ({
  kind: 'Deployment',
  metadata: { name: 'grafana', namespace: 'observability' },
  spec: { replicas: 1, selector: { matchLabels: { app: 'grafana' } } },
  status: { readyReplicas: ready },
});
const pod = (status: object) => ({
  metadata: {
    name: 'grafana-1',
    namespace: 'observability',
    labels: { app: 'grafana' },
  },
  spec: {
    containers: [],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
  status: { containerStatuses: [], ...status },
});
const claim = (storageClassName?: string) => ({
  metadata: { name: 'data', namespace: 'observability' },
  spec: {
    storageClassName,
    resources: { requests: { storage: '1Gi' } },
  },
  status: { phase: 'Pending' },
});

describe('checks of the layers', () => {
  it('report every missing guard of a namespace, whatever the version of the chart', () => {
    expect(
      problemsOf('namespaces', { namespaces: [namespaceWith({})] }),
    ).toEqual([
      'Namespace/ethereum lacks istio-injection=enabled, pod-security.kubernetes.io/enforce=restricted, helm.sh/resource-policy=keep',
    ]);
    const whole = namespaceWith(
      {
        'helm.sh/chart': 'platform-0.0.9',
        'istio-injection': 'enabled',
        'pod-security.kubernetes.io/enforce': 'restricted',
      },
      { 'helm.sh/resource-policy': 'keep' },
    );
    expect(problemsOf('namespaces', { namespaces: [whole] })).toEqual([]);
    expect(problemsOf('namespaces', {})).toEqual([
      'Namespace/ethereum does not exist',
    ]);
  });

  it.each([
    [
      'failed',
      3,
      'make deploy-observability ENV=local   # why it failed: helm -n observability history grafana',
    ],
    [
      'pending-upgrade',
      3,
      'helm -n observability rollback grafana   # then make deploy-observability ENV=local',
    ],
    [
      'pending-install',
      1,
      'helm -n observability uninstall grafana   # then make deploy-observability ENV=local',
    ],
  ])('report the fix for a release that is %s', (status, revision, run) => {
    const grafana = { name: 'grafana', namespace: 'observability' };
    const infrastructure = {
      name: 'platform-namespaces',
      namespace: 'ethereum',
      status: 'deployed',
      revision: 1,
    };
    const releases = [infrastructure, { ...grafana, status, revision }];
    const [finding, ...others] = found('releases', { releases });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      about: 'Release/observability/grafana',
      run,
    });
    expect(finding?.problem).toContain(
      `is "${status}" at revision ${revision}`,
    );
  });

  it('name a layer that was never deployed, and leave nodes to other checks', () => {
    expect(problemsOf('releases', {})).toEqual([
      'Release/ethereum/platform-namespaces of the layer infrastructure is not deployed',
      'Release/observability/grafana of the layer observability is not deployed',
    ]);
  });

  it.each([
    ['v1.34.4', []],
    ['v1.32.0-eks-1', []],
    [
      'v1.31.9',
      [
        'Kubernetes is v1.31.9, and the release istiod of the layer istio needs 1.32',
      ],
    ],
    ['', []],
  ])(
    'report a Kubernetes version that is too old for a layer: %s',
    (version, problems) => {
      const check = checks.find(({ name }) => name === 'kubernetes');
      const releases = [
        ...(desired.releases ?? []),
        { name: 'istiod', namespace: 'istio-system', layer: 'istio' },
      ];
      const observed = { ...observedState(), version };
      const findings =
        check?.judge(
          testDeployment({ desired: { ...desired, releases }, observed }),
        ) ?? [];
      expect(
        findings.map(({ about, problem }) => `${about} ${problem}`),
      ).toEqual(problems);
    },
  );

  it('report each missing or different guard, and the command that restores it', () => {
    const policy = {
      object: 'NetworkPolicy/ethereum/default-deny',
      missing: true as const,
      lines: ['+a: b'],
    };
    const quota = {
      object: 'ResourceQuota/ethereum/quota',
      lines: ['-    pods: "9"', '+    pods: "3"'],
    };
    const run = 'make deploy-infrastructure ENV=local';
    expect(found('guards', { guards: [policy, quota] })).toEqual([
      { about: policy.object, problem: 'is missing', run },
      {
        about: quota.object,
        problem: 'differs from the environment: -pods: "9"  +pods: "3"',
        run,
      },
    ]);
    const releases = [
      { name: 'istio-policy', namespace: 'istio-system', layer: 'istio' },
    ];
    const object = 'PeerAuthentication/istio-system/default';
    const check = checks.find(({ name }) => name === 'guards');
    const observed = {
      ...observedState(),
      guards: [{ object, release: 'istio-policy', lines: ['-a', '+b'] }],
    };
    expect(
      check?.judge(testDeployment({ desired: { releases }, observed })),
    ).toMatchObject([{ about: object, run: 'make deploy-istio ENV=local' }]);
  });

  it('report `make gateway-api` if the cluster lacks the kind of a route or of the gateway of the mesh', () => {
    const check = checks.find(({ name }) => name === 'apis');
    const given: Partial<DesiredState> = {
      releases: [
        { name: 'gateway', namespace: 'istio-ingress', layer: 'istio' },
      ],
      objects: [
        renderedSchema.parse({
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'rpc' },
        }),
      ],
    };
    const missing = (kinds: string[]) =>
      (
        check?.judge(
          testDeployment({
            desired: given,
            observed: { ...observedState(), kinds },
          }),
        ) ?? []
      ).map(({ about, run }) => `${about}: ${run}`);
    const run = 'make gateway-api ENV=local   # then make deploy-all ENV=local';
    expect(missing([])).toEqual([
      `HTTPRoute/rpc: ${run}`,
      `Gateway/public: ${run}`,
    ]);
    expect(
      missing([
        'gateway.networking.k8s.io/v1 HTTPRoute',
        'gateway.networking.k8s.io/v1 Gateway',
      ]),
    ).toEqual([]);
  });

  it('report a machine with a node on which a DaemonSet has no pod', () => {
    const set = {
      kind: 'DaemonSet',
      metadata: { name: 'alloy', namespace: 'observability' },
      spec: { selector: { matchLabels: { app: 'alloy' } } },
      status: { desiredNumberScheduled: 1, numberReady: 1 },
    };
    const on = (machine: string, name: string, app: string) => ({
      metadata: { name, namespace: 'observability', labels: { app } },
      spec: { nodeName: machine, containers: [] },
      status: { phase: 'Running' },
    });
    const node = workloadSchema.parse({
      kind: 'StatefulSet',
      metadata: { name: 'geth-0' },
      spec: {
        selector: { matchLabels: { app: 'geth-0' } },
        template: {
          metadata: { labels: { app: 'geth-0' } },
          spec: { containers: [] },
        },
      },
    });
    const judged = (...collectors: object[]) =>
      (
        checks
          .find(({ name }) => name === 'layer-machines')
          ?.judge(
            testDeployment({
              desired: { workloads: [node] },
              observed: {
                ...observedState({
                  pods: [on('large-1', 'geth-0-0', 'geth-0')],
                }),
                layers: layers({ workloads: [set], pods: collectors }),
              },
            }),
          ) ?? []
      ).map(({ about, problem }) => `${about} ${problem}`);
    expect(judged(on('small-1', 'alloy-1', 'alloy'))).toEqual([
      'DaemonSet/observability/alloy has no pod on large-1, where nodes run: it lacks a toleration, or its nodeSelector leaves machines out',
    ]);
    expect(judged(on('large-1', 'alloy-1', 'alloy'))).toEqual([]);
  });

  it.each([
    ['get', 'secrets', '', undefined, 1],
    ['*', '*', '*', undefined, 1],
    ['list', 'secrets', '', undefined, 1],
    ['create', 'secrets', '', undefined, 0],
    ['get', 'configmaps', '', undefined, 0],
    ['get', 'secrets', 'apps', undefined, 0],
    ['get', 'secrets', '', 'grafana', 0],
  ])(
    'report an account of a layer that may %s %s of the group "%s"',
    (verb, resource, group, name, findings) => {
      const rule = {
        verbs: [verb],
        resources: [resource],
        apiGroups: [group],
        resourceNames: name ? [name] : [],
      };
      const bound = (namespace: string, account: string) =>
        problemsOf(
          'secret-readers',
          {},
          {
            clusterRoles: [{ metadata: { name: 'reader' }, rules: [rule] }],
            clusterRoleBindings: [
              {
                metadata: { name: 'binding' },
                roleRef: { kind: 'ClusterRole', name: 'reader' },
                subjects: [
                  { kind: 'ServiceAccount', namespace, name: account },
                ],
              },
            ],
          },
        );
      expect(bound('observability', 'grafana')).toHaveLength(findings);
      expect(bound('observability', 'prometheus-operator')).toEqual([]);
      expect(bound('kube-system', 'controller')).toEqual([]);
    },
  );

  it.each([
    [2, '__replica__', 'prometheus', 0],
    [2, 'prometheus_replica', 'prometheus', 1],
    [2, undefined, undefined, 1],
    [2, '__replica__', '', 1],
    [1, undefined, undefined, 0],
  ])(
    'report %s replicas of Prometheus that forward samples with the labels %s and %s',
    (count, replica, pair, findings) => {
      const prometheus = (remoteWrite: object[]) =>
        prometheusSchema.parse({
          metadata: { name: 'prometheus', namespace: 'observability' },
          spec: {
            replicas: count,
            remoteWrite,
            replicaExternalLabelName: replica,
            prometheusExternalLabelName: pair,
          },
        });
      const given = (remoteWrite: object[]) =>
        found('metrics-once', { prometheuses: [prometheus(remoteWrite)] });
      expect(given([{ url: 'http://mimir' }])).toHaveLength(findings);
      expect(given([])).toEqual([]);
    },
  );

  it('distinguish a claim that waits for its pod from one that cannot be bound', () => {
    const given = (storageClassName?: string) => ({
      layers: layers({
        workloads: [workload(0)],
        pods: [pod({})],
        claims: [claim(storageClassName)],
      }),
    });
    const storageClasses = [{ metadata: { name: 'fast' } }];
    expect(
      problemsOf('layer-volumes', given('fast'), { storageClasses }),
    ).toEqual([]);
    expect(
      problemsOf('layer-volumes', given('slow'), { storageClasses }),
    ).toEqual([
      'PersistentVolumeClaim/observability/data uses the StorageClass slow, which does not exist',
    ]);
    const [finding] = found('layer-volumes', given());
    expect(finding?.problem).toContain(
      'default StorageClass, and there is none',
    );
    expect(finding?.run).toContain(
      'as platform.observability.storage.storageClassName: ',
    );
    expect(finding?.covers).toEqual(['Deployment/observability/grafana']);
  });

  it('report what the first pod of a workload waits for', () => {
    const waiting = {
      name: 'grafana',
      ready: false,
      restartCount: 0,
      state: { waiting: { reason: 'ImagePullBackOff' } },
    };
    const given = (ready: number) => ({
      layers: layers({
        workloads: [workload(ready)],
        pods: [pod({ containerStatuses: [waiting] })],
      }),
    });
    expect(problemsOf('layer-pods', given(1))).toEqual([]);
    expect(problemsOf('layer-pods', given(0))).toEqual([
      'Deployment/observability/grafana has 0 of 1 pods ready: grafana-1 waits for grafana, ImagePullBackOff',
    ]);
  });

  it('report a refusal by Pod Security only within half an hour, and only without a pod', () => {
    const refusal = (minutes: number) => ({
      metadata: { name: 'e', namespace: 'observability' },
      reason: 'FailedCreate',
      message: 'pods "grafana-1" is forbidden: violates PodSecurity',
      lastTimestamp: new Date(noon - minutes * 60_000).toISOString(),
      involvedObject: { kind: 'ReplicaSet', name: 'grafana-7f' },
    });
    const given = (minutes: number, ...pods: object[]) => ({
      layers: layers({
        workloads: [workload(0)],
        events: [refusal(minutes)],
        pods,
      }),
    });
    expect(problemsOf('layer-admission', given(29))).toEqual([
      'Deployment/observability/grafana gets no pod: pods "grafana-1" is forbidden: violates PodSecurity',
    ]);
    expect(problemsOf('layer-admission', given(31))).toEqual([]);
    expect(problemsOf('layer-admission', given(29, pod({})))).toEqual([]);
  });

  it('report an autoscaler whose metrics are not served, and none with a fixed size', () => {
    const autoscaler = (maxReplicas: number) => ({
      metadata: { name: 'rpc', namespace: 'observability' },
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'rpc' },
        minReplicas: 1,
        maxReplicas,
        metrics: [{ type: 'Pods' }],
      },
    });
    const given = (maxReplicas: number) => ({
      layers: layers({ autoscalers: [autoscaler(maxReplicas)] }),
      metricsApis: new Map([
        ['custom.metrics.k8s.io', 'the cluster does not serve it'],
      ]),
    });
    expect(problemsOf('metrics', given(1))).toEqual([]);
    expect(problemsOf('metrics', given(2))).toEqual([
      'HorizontalPodAutoscaler/rpc in observability cannot scale by custom.metrics.k8s.io: the cluster does not serve it',
    ]);
  });
});
