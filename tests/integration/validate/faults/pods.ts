import { z } from 'zod';
import { here } from '../environment';
import { create, fate, pod, read } from './fault';
import type { Fault } from './fault';

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

/** What can happen to a pod. */
export const podFaults: readonly Fault[] = [
  {
    check: 'replicas',
    sentence: 'a node was stopped by hand',
    words: /scaled to 0 and should be 1/,
    plant: () => here('scale', 'statefulset', 'geth-0', '--replicas=0'),
    repair: () => here('scale', 'statefulset', 'geth-0', '--replicas=1'),
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
];
