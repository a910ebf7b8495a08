import { z } from 'zod';
import { parseQuantity } from '../../packages/ethereum/src/kubernetes/quantity';
import { podRequest } from '../../packages/ethereum/src/kubernetes/podRequest';
import { workloadsOf, type Manifest, type Workload } from './manifests';

/** Requests of the pods of objects: cores, bytes and volumes. */
export interface Requests {
  pods: number;
  cpu: number;
  memory: number;
  volumes: number;
  storage: number;
  /** Of one pod on each machine, on top. */
  machineCpu: number;
  machineMemory: number;
}

const amount = z.union([z.string(), z.number()]).transform(String);
const resourcesSchema = z
  .looseObject({ requests: z.record(z.string(), amount).nullish() })
  .nullish();
const sizedSchema = z.looseObject({
  restartPolicy: z.string().optional(),
  resources: resourcesSchema,
});
const claimSchema = z.looseObject({
  spec: z.looseObject({ resources: resourcesSchema }),
});
const specSchema = z.looseObject({
  replicas: z.number().optional(),
  volumeClaimTemplates: z.array(claimSchema).default([]),
});
const volumeSchema = z.looseObject({
  ephemeral: z.looseObject({ volumeClaimTemplate: claimSchema }).optional(),
});
const scalerSchema = z.looseObject({
  minReplicas: z.number(),
  scaleTargetRef: z.looseObject({ name: z.string() }),
});
/** Prometheus and Alertmanager: their operator makes StatefulSets of them. */
const operatedSchema = z.looseObject({
  replicas: z.number().default(1),
  resources: resourcesSchema,
  storage: z.looseObject({ volumeClaimTemplate: claimSchema }).optional(),
});

/** All that stands, with pools at their least; Jobs come and go and are not counted. */
export function requestsOf(manifests: readonly Manifest[]): Requests {
  const least = new Map(
    manifests
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ spec }) => scalerSchema.parse(spec))
      .map(({ minReplicas, scaleTargetRef }) => [
        scaleTargetRef.name,
        minReplicas,
      ]),
  );
  return sum([
    ...workloadsOf(manifests)
      .filter(({ kind }) =>
        ['DaemonSet', 'Deployment', 'StatefulSet'].includes(kind),
      )
      .map(workload => ofWorkload(workload, least)),
    ...manifests
      .filter(({ kind }) => ['Alertmanager', 'Prometheus'].includes(kind))
      .map(({ spec }) => ofOperated(spec)),
    ...manifests
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map(claim => ({ ...none, ...ofClaims([claimSchema.parse(claim)], 1) })),
  ]);
}

export function sum(parts: readonly Requests[]): Requests {
  return parts.reduce((total, part) => {
    const added = { ...total };
    for (const key of Object.keys(none) as Array<keyof Requests>) {
      added[key] += part[key];
    }
    return added;
  }, none);
}

const none: Requests = {
  pods: 0,
  cpu: 0,
  memory: 0,
  volumes: 0,
  storage: 0,
  machineCpu: 0,
  machineMemory: 0,
};

function ofWorkload(
  { kind, metadata, spec }: Workload,
  least: ReadonlyMap<string, number>,
): Requests {
  const { containers, initContainers, volumes } = spec.template.spec;
  const all = containers.map(container => sizedSchema.parse(container));
  const init = initContainers.map(container => sizedSchema.parse(container));
  const of = (resource: string) => podRequest(all, init, resource);
  const cpu = of('cpu');
  const memory = of('memory');
  if (kind === 'DaemonSet') {
    return { ...none, machineCpu: cpu, machineMemory: memory };
  }
  const { replicas, volumeClaimTemplates } = specSchema.parse(spec);
  const pods = replicas ?? least.get(metadata.name ?? '') ?? 1;
  const claims = [
    ...volumeClaimTemplates,
    ...volumes
      .map(volume => volumeSchema.parse(volume).ephemeral?.volumeClaimTemplate)
      .filter(claim => claim !== undefined),
  ];
  return {
    ...none,
    pods,
    cpu: pods * cpu,
    memory: pods * memory,
    ...ofClaims(claims, pods),
  };
}

function ofOperated(spec: unknown): Requests {
  const { replicas, resources, storage } = operatedSchema.parse(spec);
  const asked = resources?.requests ?? {};
  return {
    ...none,
    pods: replicas,
    cpu: replicas * parseQuantity(asked.cpu ?? '0'),
    memory: replicas * parseQuantity(asked.memory ?? '0'),
    ...ofClaims(storage ? [storage.volumeClaimTemplate] : [], replicas),
  };
}

function ofClaims(
  claims: readonly z.infer<typeof claimSchema>[],
  pods: number,
) {
  const sizes = claims.map(({ spec }) =>
    parseQuantity(spec.resources?.requests?.storage ?? '0'),
  );
  return {
    volumes: pods * sizes.length,
    storage: pods * sizes.reduce((total, size) => total + size, 0),
  };
}
