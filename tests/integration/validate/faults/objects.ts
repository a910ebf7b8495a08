import { z } from 'zod';
import { kubectl } from '../../cluster';
import {
  createGenesis,
  here,
  namespace,
  ofNode,
  ofPool,
  over,
} from '../environment';
import { adds, create, read, selector } from './fault';
import type { Batch, Fault, looseObject } from './fault';

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

/** Sets the status of a volume during its expansion. */
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

/** Says when the snapshot job began last, as its controller would. */
const lastSnapshot = (lastScheduleTime: string | null) =>
  here(
    ...['patch', 'cronjob', 'geth-0-snapshot', '--subresource=status'],
    ...['--type=merge', '-p', JSON.stringify({ status: { lastScheduleTime } })],
  );

/** Faults of objects around nodes. */
export const objectFaults: readonly Batch[] = [
  {
    faults: [
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
        check: 'quota',
        sentence: 'a quota is used up',
        words: / of 1 pods/,
        ...adds('ResourceQuota', 'v1', 'full', {
          spec: { hard: { pods: '1' } },
        }),
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
        check: 'secrets',
        sentence: 'a Secret is gone',
        words: /needs the Secret registry/,
        ...removes('secret', 'registry'),
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
        check: 'endpoints',
        sentence: 'a Service leads to a stranger',
        words: /has the endpoints 10\.199\.1\.254, which are of no ready pod/,
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
        sentence: 'a Service exposes a node outside the cluster',
        words: /selects nodes as NodePort/,
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
        sentence: 'a policy admits all callers',
        words: /admits all callers/,
        ...adds('NetworkPolicy', 'networking.k8s.io/v1', 'open-door', {
          spec: { podSelector: { matchLabels: selector }, ingress: [{}] },
        }),
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
        sentence: 'an object was changed by hand',
        words: /differs from the environment/,
        plant: () =>
          here(
            'label',
            '--overwrite',
            'service',
            'geth-0-metrics',
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
            'geth-0-metrics',
            `app.kubernetes.io/version=${labels['app.kubernetes.io/version']}`,
          );
        },
      },
    ],
  },
  {
    faults: [
      {
        check: 'config-maps',
        sentence: 'the genesis of the devnet is gone',
        words: /needs the ConfigMap devnet-genesis/,
        plant: () => here('delete', 'configmap', 'devnet-genesis'),
        repair: createGenesis,
      },
      {
        check: 'disruption-budget',
        sentence: 'the disruption budget is gone',
        words: /is missing: a drain may take every node at once/,
        ...removes('poddisruptionbudget', 'devnet-nodes'),
      },
      // Not beside the Secret's, which explains why no snapshot succeeds.
      {
        check: 'snapshots',
        sentence: 'the last snapshot did not succeed',
        words: /did not succeed at 2026-01-01T03:00:00Z; last at no time yet/,
        plant: () => lastSnapshot('2026-01-01T03:00:00Z'),
        repair: () => lastSnapshot(null),
      },
    ],
  },
];

/** Settings of the environment's file that do not run, or cannot. */
export const askedFaults: readonly Batch[] = [
  {
    faults: [
      {
        check: 'deployed',
        sentence: 'a node was never deployed',
        words: /has no StatefulSet/,
        // Before other faults edit the node that this one is like.
        edit: environment => {
          const { nodes } = z
            .object({ nodes: z.record(z.string(), z.unknown()) })
            .parse(environment);
          return over(environment, { nodes: { 'geth-1': nodes['geth-0'] } });
        },
      },
      {
        check: 'priority-classes',
        sentence: 'a PriorityClass does not exist',
        words: /PriorityClass missing, which does not exist/,
        edit: ofNode({ priorityClassName: 'missing' }),
      },
      {
        check: 'autoscaling',
        sentence: 'a pool has no autoscaler',
        words: /is missing: the pool keeps its size/,
        edit: ofPool({ autoscaling: { maxReplicas: 2 } }),
      },
    ],
  },
  {
    faults: [
      {
        check: 'storage-classes',
        sentence: 'a StorageClass does not exist',
        words: /StorageClass missing, which does not exist/,
        edit: ofNode({
          execution: { storage: { storageClassName: 'missing' } },
        }),
      },
      {
        check: 'images',
        sentence: 'the environment names another image than the one that runs',
        words:
          /runs nodeyard\.test\/stand-in:test as consensus, and should run nodeyard\.test\/stand-in:newer/,
        edit: ofPool({ consensus: { image: { tag: 'newer' } } }),
      },
    ],
  },
  {
    faults: [
      // It precedes `autoscaling` for the same pool.
      {
        check: 'metrics',
        sentence: 'a pool scales by requests, which nothing counts',
        words: /cannot scale by custom\.metrics\.k8s\.io/,
        edit: ofPool({
          autoscaling: { maxReplicas: 2, targetRequestsPerSecond: 10 },
        }),
      },
      {
        check: 'volume-sizes',
        sentence: 'the environment asks for a larger volume',
        words: /requests 1Gi, and the environment has 2Gi/,
        edit: ofNode({ execution: { storage: { size: '2Gi' } } }),
      },
    ],
  },
];
