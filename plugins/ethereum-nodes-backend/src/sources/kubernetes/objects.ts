import { z } from 'zod';

/** The parts of Kubernetes objects that discovery reads. API servers leave empty fields away, and clients must allow more. */
const metadata = z.object({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  deletionTimestamp: z.string().optional(),
  ownerReferences: z
    .array(
      z.object({
        kind: z.string(),
        name: z.string(),
        controller: z.boolean().optional(),
      }),
    )
    .default([]),
});

/** What StatefulSets and Deployments have in common. */
export const workloadSchema = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().default(1),
    selector: z
      .object({
        matchLabels: z.record(z.string(), z.string()).default({}),
      })
      .prefault({}),
  }),
});

const terminated = z.object({
  exitCode: z.number(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

const containerStatus = z.object({
  name: z.string(),
  image: z.string().default(''),
  restartCount: z.number().default(0),
  state: z
    .object({
      waiting: z
        .object({
          reason: z.string().default(''),
          message: z.string().optional(),
        })
        .optional(),
      running: z.object({}).optional(),
      terminated: terminated.optional(),
    })
    .default({}),
  lastState: z.object({ terminated: terminated.optional() }).default({}),
});

export const podSchema = z.object({
  metadata,
  spec: z.object({
    containers: z.array(
      z.object({
        name: z.string(),
        ports: z
          .array(
            z.object({
              name: z.string().optional(),
              containerPort: z.number(),
            }),
          )
          .default([]),
      }),
    ),
    initContainers: z
      .array(
        z.object({
          name: z.string(),
          restartPolicy: z.string().optional(),
          ports: z
            .array(
              z.object({
                name: z.string().optional(),
                containerPort: z.number(),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
  status: z
    .object({
      phase: z.string().default('Unknown'),
      reason: z.string().optional(),
      message: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .default([]),
      initContainerStatuses: z.array(containerStatus).default([]),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .prefault({}),
});

export const listSchema = <T extends z.ZodType>(item: T) =>
  z.object({
    metadata: z.object({ continue: z.string().optional() }),
    items: z.array(item),
  });

/** What an API server answers instead of an object. */
export const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
});

export type Workload = z.infer<typeof workloadSchema>;
export type Pod = z.infer<typeof podSchema>;
export type ContainerStatus = z.infer<typeof containerStatus>;
