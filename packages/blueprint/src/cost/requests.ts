import { z } from 'zod';
import type { Rendered } from '../deployment/objects';
import { parseQuantity } from '../deployment/quantity';

/** What the pods of one workload ask for, each, and how many there are. */
export interface Requests {
  name: string;
  /** `payments` of `group:default/payments`; undefined where no owner is named. */
  team: string | undefined;
  pods: { min: number; max: number };
  cores: number;
  memoryGib: number;
  /** Volumes of one pod. */
  volumes: Array<{ storageClass: string | undefined; gib: number }>;
}

const GIB = 2 ** 30;
const OWNER = 'ethereum.nodeyard.io/owner';

const containerSchema = z.object({
  restartPolicy: z.string().optional(),
  resources: z
    .object({ requests: z.record(z.string(), z.coerce.string()).optional() })
    .optional(),
});
const claimSchema = z.object({
  spec: z.object({
    storageClassName: z.string().optional(),
    resources: z.object({ requests: z.object({ storage: z.string() }) }),
  }),
});
const workloadSchema = z.object({
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      spec: z.object({
        initContainers: z.array(containerSchema).default([]),
        containers: z.array(containerSchema),
        volumes: z
          .array(
            z.object({
              ephemeral: z
                .object({ volumeClaimTemplate: claimSchema })
                .optional(),
            }),
          )
          .default([]),
      }),
    }),
    volumeClaimTemplates: z.array(claimSchema).default([]),
  }),
});
const autoscalerSchema = z.object({
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    minReplicas: z.number(),
    maxReplicas: z.number(),
  }),
});

/** A container, as far as its requests matter. */
interface Asking {
  restartPolicy?: string;
  resources?: { requests?: Record<string, string> | null } | null;
}

/**
 * What a pod asks for all the time: its containers and native sidecars. Other init containers ask before them, and for less.
 *
 * @param resource - `cpu`, in cores, or `memory`, in bytes
 */
export function podRequest(
  containers: readonly Asking[],
  initContainers: readonly Asking[],
  resource: string,
): number {
  return [
    ...containers,
    ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ]
    .map(({ resources }) =>
      parseQuantity(resources?.requests?.[resource] ?? '0'),
    )
    .reduce((sum, asked) => sum + asked, 0);
}

/** Nodes, pools and the gateway of an environment. Jobs are left out: they run for a part of a day. */
export function requestsOf(objects: readonly Rendered[]): Requests[] {
  const scaled = new Map(
    objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(object => autoscalerSchema.parse(object).spec)
      .map(({ scaleTargetRef: { kind, name }, ...bounds }) => [
        `${kind} ${name}`,
        bounds,
      ]),
  );
  return objects
    .filter(({ kind }) => ['StatefulSet', 'Deployment'].includes(kind))
    .map(object => {
      const { kind, metadata } = object;
      const { spec } = workloadSchema.parse(object);
      const { initContainers, containers, volumes } = spec.template.spec;
      const sum = (resource: string) =>
        podRequest(containers, initContainers, resource);
      const bounds = scaled.get(`${kind} ${metadata.name}`);
      return {
        name: metadata.name,
        team: metadata.annotations[OWNER]?.split('/').at(-1),
        pods: {
          min: bounds?.minReplicas ?? spec.replicas,
          max: bounds?.maxReplicas ?? spec.replicas,
        },
        cores: sum('cpu'),
        memoryGib: sum('memory') / GIB,
        volumes: [
          ...spec.volumeClaimTemplates,
          ...volumes.flatMap(
            ({ ephemeral }) => ephemeral?.volumeClaimTemplate ?? [],
          ),
        ].map(({ spec: { storageClassName, resources } }) => ({
          storageClass: storageClassName,
          gib: parseQuantity(resources.requests.storage) / GIB,
        })),
      };
    });
}
