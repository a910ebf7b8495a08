import {
  parseQuantity,
  podRequest,
  type PodRequests,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Rendered } from '../deployment/objects';

/** What the pods of one workload ask for, each, and how many there are. */
export interface Requests extends PodRequests {
  name: string;
  /** `payments` of `group:default/payments`; undefined where no owner is named. */
  team: string | undefined;
  pods: { min: number; max: number };
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
