import { z } from 'zod';
import { ensurePresent } from '../../../ensurePresent';
import { here } from '../environment';
import { create, fate, read } from './fault';
import type { Batch, Fault } from './fault';
import { forks, nodeFaults, readiness } from './health';

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

/** Takes a node's pod away; its StatefulSet makes another. */
const remove = (node: string) => () =>
  here(
    ...['delete', 'pod', `${node}-0`, '--ignore-not-found'],
    ...['--grace-period=0', '--force'],
  );

/** More than a pod of our own needs, less than those of the StatefulSets. */
const limit = {
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
};

/**
 * Puts a pod of one's own in the place of the StatefulSet's, which a limit keeps from making its own: so a pod can be at
 * fault while everything that was deployed is as it should be.
 */
const replaces = (
  node: string,
  change: (spec: PodTree) => PodTree,
): Pick<Fault, 'plant' | 'repair'> => ({
  plant: async () => {
    const pod = `${node}-0`;
    const { metadata, spec } = podSchema.parse(await read('pod', pod));
    const { nodeName, ...rest } = spec;
    const small = (containers: typeof spec.containers) =>
      containers.map(container => ({
        ...container,
        resources: { limits: { memory: '96Mi' } },
      }));
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
  repair: remove(node),
});

/** A container more, which is like the sidecar but for this and for what makes it one. */
const withContainer = (changes: object) => (spec: PodTree) => {
  const model =
    spec.initContainers.find(({ name }) => name === 'node-health') ??
    spec.containers[0];
  const { readinessProbe, livenessProbe, startupProbe, ...others } =
    ensurePresent(model);
  const { restartPolicy, ports, args, ...rest } = others;
  return {
    ...spec,
    containers: [
      ...spec.containers,
      { ...rest, command: ['geth'], ...changes, name: 'another' },
    ],
  };
};

/** Sets conditions for the eviction of a node's pod. */
const finalizers = (node: string, names: string[] | null) =>
  here(
    ...['patch', 'pod', `${node}-0`, '-p'],
    JSON.stringify({ metadata: { finalizers: names } }),
  );

/** Faults of pods, one for each workload: the first check that names it explains the others. */
export const podFaults: readonly Batch[] = [
  { faults: nodeFaults },
  {
    faults: [
      readiness,
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
          await finalizers('geth-1', ['nodeyard.test/stays']);
          await here('delete', 'pod', 'geth-1-0', '--wait=false');
        },
        repair: () => finalizers('geth-1', null),
      },
      {
        check: 'memory',
        sentence: 'a client takes more memory than it may',
        words: /had execution OOM-killed/,
        plant: fate('pod/geth-2-0', 'geth', { eat: true }),
        repair: remove('geth-2'),
      },
      {
        // Reported while Kubernetes waits to start it again, and always from its third start on: some 40 s.
        check: 'crashes',
        sentence: 'a client ends again and again',
        words: /has restarted execution \d+ times; its last exit code is 7/,
        plant: fate('pod/geth-3-0', 'geth', { exit: 7 }),
        repair: remove('geth-3'),
      },
    ],
  },
  {
    prepare: () => create(limit),
    faults: [
      forks,
      {
        check: 'pods',
        sentence: 'Kubernetes may not create a pod',
        words: /has no pod/,
        plant: () => here('delete', 'pod', 'geth-0-0'),
      },
      {
        check: 'scheduled',
        sentence: 'a pod cannot be scheduled',
        words: /is unschedulable: .*node affinity\/selector/,
        ...replaces('geth-1', spec => ({
          ...spec,
          nodeSelector: { 'nodeyard.test/moon': 'yes' },
        })),
      },
      {
        check: 'image-pulls',
        sentence: 'an image cannot be pulled',
        words: /cannot get the image of another: ErrImageNeverPull/,
        ...replaces(
          'geth-2',
          withContainer({
            image: 'nodeyard.test/none:none',
            imagePullPolicy: 'Never',
          }),
        ),
      },
      {
        check: 'container-creation',
        sentence: 'a container cannot be made',
        words: /cannot create the container another: secret "none" not found/,
        ...replaces(
          'geth-3',
          withContainer({ envFrom: [{ secretRef: { name: 'none' } }] }),
        ),
      },
    ],
    restore: async () => {
      await here('delete', 'limitrange', 'no-other-pod');
      // It tries again at once when something of it changes, else only after minutes.
      const again = 'nodeyard.test/again';
      await here('annotate', 'statefulset', 'geth-0', `${again}=yes`);
      await here('annotate', 'statefulset', 'geth-0', `${again}-`);
    },
  },
];
