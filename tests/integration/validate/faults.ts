import { z } from 'zod';
import { program } from '../cluster';
import type { Edit } from './environment';
import { createGenesis, here, namespace, ofNode, over } from './environment';
import { kubectl } from '../cluster';

/** Something that goes wrong, and the one check that must see it. */
export interface Fault {
  check: string;
  /** What is done, as a sentence. */
  sentence: string;
  /** The words that the finding must have. */
  words: RegExp;
  /** The environment's file asks for something else than what runs. */
  edit?: Edit;
  /** Or something happens in the cluster. */
  plant?: () => Promise<unknown>;
  repair?: () => Promise<unknown>;
}

const pod = 'geth-0-0';
const selector = {
  'ethereum.nodeyard.io/network': 'devnet',
  'ethereum.nodeyard.io/node': 'geth-0',
};

/** Writes what a stand-in says or does; see ../images/stand-in.cjs. */
const fate = (name: 'geth' | 'node-health', told: object) => () =>
  here(
    ...['exec', pod, '-c', 'node-health', '--', 'node', '-e'],
    `require('fs').writeFileSync('/tmp/${name}.json', ${JSON.stringify(
      JSON.stringify(told),
    )})`,
  );
const says = (told: object) => ({
  plant: fate('node-health', told),
  repair: fate('node-health', {}),
});

const create = (object: object) =>
  program('sh', [
    '-c',
    `printf %s "$1" | kubectl -n ${namespace} apply -f -`,
    'sh',
    JSON.stringify(object),
  ]);
const adds = (
  kind: string,
  apiVersion: string,
  name: string,
  rest: object,
  metadata: object = {},
) => ({
  plant: () =>
    create({ apiVersion, kind, metadata: { name, ...metadata }, ...rest }),
  repair: () => here('delete', kind.toLowerCase(), name, '--wait=false'),
});

/** A workload that starts nothing. */
const emptyStatefulSet = (labels: object) => ({
  spec: {
    replicas: 0,
    serviceName: 'none',
    selector: { matchLabels: { stray: 'yes' } },
    template: {
      metadata: { labels: { stray: 'yes' } },
      spec: { containers: [{ name: 'none', image: 'none' }] },
    },
  },
  labels,
});
const strayWith = (name: string, labels: Record<string, string>) => {
  const { spec } = emptyStatefulSet(labels);
  return adds('StatefulSet', 'apps/v1', name, { spec }, { labels });
};

const looseObject = z.looseObject({ metadata: z.looseObject({}) });
const read = async (...args: string[]) =>
  looseObject.parse(JSON.parse(await here('get', ...args, '-o', 'json')));

/** Takes an object away, and puts it back as it was. */
function removes(kind: string, name: string): Pick<Fault, 'plant' | 'repair'> {
  let kept: z.infer<typeof looseObject> | undefined;
  return {
    plant: async () => {
      kept = await read(kind, name);
      await here('delete', kind, name);
    },
    repair: () => {
      const { resourceVersion, uid, creationTimestamp, ...metadata } =
        kept?.metadata ?? {};
      return create({ ...kept, metadata, status: undefined });
    },
  };
}

const containerSchema = z.looseObject({
  name: z.string(),
  resources: z.looseObject({}),
});
const podSchema = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
  spec: z.looseObject({
    initContainers: z.array(containerSchema),
    containers: z.array(containerSchema),
  }),
});
type PodTree = z.infer<typeof podSchema>['spec'];

/**
 * Puts a pod of one's own in the place of the StatefulSet's, which a limit keeps from making its own: so a pod can be at
 * fault while everything that was deployed is as it should be.
 */
const replaces = (
  change: (spec: PodTree) => PodTree,
): Pick<Fault, 'plant' | 'repair'> => ({
  plant: async () => {
    const { metadata, spec } = podSchema.parse(await read('pod', pod));
    const { nodeName, ...rest } = spec;
    const small = (containers: typeof spec.containers) =>
      containers.map(container => ({
        ...container,
        resources: { limits: { memory: '96Mi' } },
      }));
    await create({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'no-other-pod' },
      spec: {
        limits: [
          {
            type: 'Container',
            max: { memory: '160Mi' },
            default: { memory: '96Mi' },
          },
        ],
      },
    });
    await here('delete', 'pod', pod);
    await create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: pod, labels: metadata.labels },
      spec: change({
        ...rest,
        initContainers: small(spec.initContainers),
        containers: small(spec.containers),
      }),
    });
  },
  repair: async () => {
    await here('delete', 'limitrange', 'no-other-pod');
    await here(
      'delete',
      'pod',
      pod,
      '--ignore-not-found',
      '--grace-period=0',
      '--force',
    );
  },
});
/** A container more, which is like the sidecar but for this. */
const withContainer = (changes: object) => (spec: PodTree) => {
  const model = spec.containers.find(({ name }) => name === 'node-health');
  const { readinessProbe, livenessProbe, ports, args, ...rest } =
    model ?? spec.containers[0];
  return {
    ...spec,
    containers: [
      ...spec.containers,
      { ...rest, command: ['geth'], ...changes, name: 'another' },
    ],
  };
};

/** Says of a volume what the cluster says while it grows. */
const expansion = (conditions: object[]) =>
  here(
    'patch',
    'pvc',
    'execution-geth-0-0',
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status: { conditions } }),
  );

/** One fault for each check that a deployed node of stand-ins can fail. */
export const faults: readonly Fault[] = [
  {
    check: 'pod-security',
    sentence: 'the namespace takes pods that are less than restricted',
    words: /enforces Pod Security "baseline"/,
    plant: () =>
      kubectl(
        'label',
        '--overwrite',
        'namespace',
        namespace,
        'pod-security.kubernetes.io/enforce=baseline',
      ),
    repair: () =>
      kubectl(
        'label',
        '--overwrite',
        'namespace',
        namespace,
        'pod-security.kubernetes.io/enforce=restricted',
      ),
  },
  {
    check: 'apis',
    sentence:
      'the environment wants a ServiceMonitor of a cluster without the Prometheus operator',
    words: /monitoring\.coreos\.com\/v1, which the cluster does not serve/,
    edit: environment =>
      over(environment, { monitoring: { serviceMonitor: { enabled: true } } }),
  },
  {
    check: 'quota',
    sentence: 'a quota is used up',
    words: /1 of 1 pods/,
    ...adds('ResourceQuota', 'v1', 'full', { spec: { hard: { pods: '1' } } }),
  },
  {
    check: 'priority-classes',
    sentence: 'a PriorityClass does not exist',
    words: /PriorityClass missing, which does not exist/,
    edit: ofNode({ scheduling: { priorityClassName: 'missing' } }),
  },
  {
    check: 'storage-classes',
    sentence: 'a StorageClass does not exist',
    words: /StorageClass missing, which does not exist/,
    edit: ofNode({ execution: { storage: { className: 'missing' } } }),
  },
  {
    check: 'owners',
    sentence: 'another release has a node of this name',
    words: /second geth-0 on devnet, of the release other/,
    ...strayWith('other-geth-0', {
      ...selector,
      'app.kubernetes.io/instance': 'other',
    }),
  },
  {
    check: 'deployed',
    sentence: 'a node was never deployed',
    words: /has no StatefulSet/,
    edit: environment => {
      const { nodes } = z
        .object({ nodes: z.record(z.string(), z.unknown()) })
        .parse(environment);
      return over(environment, { nodes: { 'geth-1': nodes['geth-0'] } });
    },
  },
  {
    check: 'strays',
    sentence: 'a node runs that the environment does not name',
    words: /has no node of this name/,
    ...strayWith('old-0', {
      'app.kubernetes.io/name': 'ethereum-infrastructure',
      'ethereum.nodeyard.io/network': 'devnet',
      'ethereum.nodeyard.io/node': 'old-0',
    }),
  },
  {
    check: 'replicas',
    sentence: 'a node was stopped by hand',
    words: /scaled to 0 and should be 1/,
    plant: () => here('scale', 'statefulset', 'geth-0', '--replicas=0'),
    repair: () => here('scale', 'statefulset', 'geth-0', '--replicas=1'),
  },
  {
    check: 'images',
    sentence: 'the environment names another image than the one that runs',
    words:
      /runs nodeyard\.test\/stand-in:test as consensus, and should run nodeyard\.test\/stand-in:newer/,
    edit: ofNode({ consensus: { image: { tag: 'newer' } } }),
  },
  {
    check: 'secrets',
    sentence: 'a Secret is gone',
    words: /needs the Secret registry/,
    ...removes('secret', 'registry'),
  },
  {
    check: 'config-maps',
    sentence: 'the genesis of the devnet is gone',
    words: /needs the ConfigMap devnet-genesis/,
    plant: () => here('delete', 'configmap', 'devnet-genesis'),
    repair: createGenesis,
  },
  {
    check: 'volume-sizes',
    sentence: 'the environment asks for a larger volume',
    words: /claims 1Gi, and the environment says 2Gi/,
    edit: ofNode({ execution: { storage: { size: '2Gi' } } }),
  },
  {
    check: 'volume-expansion',
    sentence: 'a volume waits for its growth',
    words: /waits for a restart/,
    plant: () =>
      expansion([
        {
          type: 'FileSystemResizePending',
          status: 'True',
          message: 'waits for a restart',
        },
      ]),
    repair: () => expansion([]),
  },
  {
    check: 'deletions',
    sentence: 'a pod cannot go',
    words: /should have been gone/,
    plant: async () => {
      await here(
        'patch',
        'pod',
        pod,
        '-p',
        '{"metadata":{"finalizers":["nodeyard.test/stays"]}}',
      );
      await here('delete', 'pod', pod, '--wait=false');
    },
    repair: () =>
      here('patch', 'pod', pod, '-p', '{"metadata":{"finalizers":null}}'),
  },
  {
    check: 'pods',
    sentence: 'Kubernetes may not create the pod',
    words: /has no pod/,
    plant: async () => {
      const limits = [{ type: 'Container', max: { memory: '16Mi' } }];
      await create({
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'tiny' },
        spec: { limits },
      });
      await here('delete', 'pod', pod);
    },
    repair: async () => {
      await here('delete', 'limitrange', 'tiny');
      // It tries again at once when something of it changes, else only after minutes.
      await here(
        'annotate',
        '--overwrite',
        'statefulset',
        'geth-0',
        'nodeyard.test/again=yes',
      );
      await here('annotate', 'statefulset', 'geth-0', 'nodeyard.test/again-');
    },
  },
  {
    check: 'scheduled',
    sentence: 'no machine takes the pod',
    words: /waits for a machine: .*node affinity\/selector/,
    ...replaces(spec => ({
      ...spec,
      nodeSelector: { 'nodeyard.test/moon': 'yes' },
    })),
  },
  {
    check: 'image-pulls',
    sentence: 'an image cannot be pulled',
    words: /cannot get the image of another: ErrImageNeverPull/,
    ...replaces(
      withContainer({
        image: 'nodeyard.test/none:none',
        imagePullPolicy: 'Never',
      }),
    ),
  },
  {
    check: 'container-creation',
    sentence: 'a container cannot be made',
    words: /cannot make the container another: secret "none" not found/,
    ...replaces(withContainer({ envFrom: [{ secretRef: { name: 'none' } }] })),
  },
  {
    check: 'memory',
    sentence: 'a client takes more memory than it may',
    words: /lost execution .* for want of memory/,
    plant: async () => {
      await fate('geth', { eat: true })();
      await here(
        'wait',
        '--for=jsonpath={.status.containerStatuses[?(@.name=="execution")].restartCount}=1',
        `pod/${pod}`,
        '--timeout=90s',
      );
      await fate('geth', {})();
    },
    repair: () => here('delete', 'pod', pod),
  },
  {
    check: 'crashes',
    sentence: 'a client ends again and again',
    words: /has started execution \d+ times again; last it ended with code 7/,
    plant: fate('geth', { exit: 7 }),
    repair: () => here('delete', 'pod', pod),
  },
  {
    check: 'sidecar',
    sentence: 'a sidecar does not answer',
    words: /does not say how the node is/,
    ...says({ mute: true }),
  },
  {
    check: 'clocks',
    sentence: 'the clock of a machine is ahead',
    words: /clock is \d+ s ahead/,
    ...says({ sampleInSeconds: 120 }),
  },
  {
    check: 'disk',
    sentence: 'a data volume is nearly full',
    words: /has used 95 %/,
    ...says({ disk: { usedBytes: 95, totalBytes: 100 } }),
  },
  {
    check: 'unknown-state',
    sentence: 'nobody knows the state of a node for long',
    words: /nobody knows for 20 min/,
    ...says({
      sinceMinutes: 20,
      verdict: { state: 'UNKNOWN', ready: false, runbook: 'unknown' },
    }),
  },
  {
    check: 'in-sync',
    sentence: 'a node stands still',
    words: /is STALLED/,
    ...says({
      verdict: { state: 'STALLED', ready: false, runbook: 'stalled' },
    }),
  },
  {
    check: 'readiness',
    sentence: 'Kubernetes does not believe a sidecar',
    words: /gets no callers although its sidecar says that it is ready/,
    ...says({ unready: true }),
  },
  {
    check: 'forks',
    sentence: 'a client does not know the next fork',
    words: /will not after the fork/,
    ...says({ verdict: { forkNotReady: true } }),
  },
  {
    check: 'endpoints',
    sentence: 'a Service leads to a stranger',
    words: /leads to 10\.199\.1\.254, which no ready pod has/,
    ...adds(
      'EndpointSlice',
      'discovery.k8s.io/v1',
      'stranger',
      {
        addressType: 'IPv4',
        ports: [{ port: 1 }],
        endpoints: [{ addresses: ['10.199.1.254'] }],
      },
      { labels: { 'kubernetes.io/service-name': 'geth-0' } },
    ),
  },
  {
    check: 'exposed',
    sentence: 'somebody offers a node to the outside',
    words: /leads to nodes as NodePort/,
    ...adds('Service', 'v1', 'open-door', {
      spec: { type: 'NodePort', selector, ports: [{ port: 8545 }] },
    }),
  },
  {
    check: 'default-deny',
    sentence: 'a node is no longer closed by default',
    words: /no policy denies it by default/,
    ...removes('networkpolicy', 'geth-0-default-deny'),
  },
  {
    check: 'policies',
    sentence: 'a network policy is gone',
    words: /is missing/,
    ...removes('networkpolicy', 'geth-0-dns'),
  },
  {
    check: 'open-policies',
    sentence: 'a policy lets everybody in',
    words: /lets everybody in/,
    ...adds('NetworkPolicy', 'networking.k8s.io/v1', 'open-door', {
      spec: { podSelector: { matchLabels: selector }, ingress: [{}] },
    }),
  },
  {
    check: 'disruption-budget',
    sentence: 'the disruption budget is gone',
    words: /is missing: a drain may take every node at once/,
    ...removes('poddisruptionbudget', 'devnet-nodes'),
  },
  {
    check: 'one-budget',
    sentence: 'a pod is under two budgets',
    words: /Kubernetes evicts no pod that is under two/,
    ...adds('PodDisruptionBudget', 'policy/v1', 'second', {
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    }),
  },
  {
    check: 'rights',
    sentence: "a node's service account may read what it should not",
    words: /gives the nodes' service accounts ClusterRole view/,
    ...adds('RoleBinding', 'rbac.authorization.k8s.io/v1', 'too-much', {
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'view',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'geth-0', namespace }],
    }),
  },
  {
    check: 'drift',
    sentence: 'somebody changed an object by hand',
    words: /differs from what the environment says/,
    plant: () =>
      here(
        'label',
        '--overwrite',
        'service',
        'geth-0',
        'app.kubernetes.io/version=by-hand',
      ),
    repair: async () => {
      const { labels } = z
        .object({ labels: z.record(z.string(), z.string()) })
        .parse((await read('service', 'geth-0-headless')).metadata);
      await here(
        'label',
        '--overwrite',
        'service',
        'geth-0',
        `app.kubernetes.io/version=${labels['app.kubernetes.io/version']}`,
      );
    },
  },
];
