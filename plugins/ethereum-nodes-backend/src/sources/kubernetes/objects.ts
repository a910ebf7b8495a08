import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';

/** Limits at or above those of an API server: names of 253 characters, annotations of 256 KiB, pages of lists. */
const name = z.string().max(253);
const text = z.string().max(262_144);
const number = z
  .number()
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);
const port = z.number().int().min(1).max(65_535);
const few = <Item extends z.ZodType>(item: Item) => z.array(item).max(1000);
const texts = boundedRecord(text, text, 10_000);

/** Fields of Kubernetes objects that discovery reads. API servers omit empty fields, and clients must ignore unknown ones. */
const metadata = z.object({
  name,
  namespace: name,
  uid: text.optional(),
  labels: texts.default({}),
  annotations: texts.default({}),
  creationTimestamp: text.optional(),
  deletionTimestamp: text.optional(),
  ownerReferences: few(
    z.object({
      kind: text,
      name,
      controller: z.boolean().optional(),
    }),
  ).default([]),
});

/** Container of a pod template. */
const templateContainer = z.object({
  name,
  restartPolicy: text.optional(),
  image: text.default(''),
  command: few(text).default([]),
  args: few(text).default([]),
  env: few(z.object({ name: text, value: text.optional() })).default([]),
  resources: z
    .object({
      limits: texts.default({}),
      requests: texts.default({}),
    })
    .prefault({}),
});

const claimTemplate = z.object({
  spec: z.object({
    storageClassName: name.nullish(),
    resources: z.object({ requests: texts.default({}) }).prefault({}),
  }),
});

/** Common fields of StatefulSets and Deployments. */
export const workloadSchema = z.object({
  metadata,
  spec: z.object({
    replicas: number.default(1),
    selector: z
      .object({
        matchLabels: texts.default({}),
      })
      .prefault({}),
    template: z
      .object({
        metadata: z.object({ annotations: texts.default({}) }).prefault({}),
        spec: z
          .object({
            containers: few(templateContainer).default([]),
            initContainers: few(templateContainer).default([]),
            volumes: few(
              z.object({
                ephemeral: z
                  .object({ volumeClaimTemplate: claimTemplate })
                  .optional(),
              }),
            ).default([]),
          })
          .prefault({}),
      })
      .prefault({}),
    volumeClaimTemplates: few(claimTemplate).default([]),
  }),
  status: z
    .object({
      currentRevision: text.optional(),
      updateRevision: text.optional(),
    })
    .default({}),
});

/** Lease of the snapshot orchestrator; only its metadata is used. */
export const leaseSchema = z.object({ metadata });

const terminated = z.object({
  exitCode: number,
  reason: text.optional(),
  message: text.optional(),
  finishedAt: text.optional(),
});

const containerStatus = z.object({
  name,
  image: text.default(''),
  restartCount: number.default(0),
  state: z
    .object({
      waiting: z
        .object({
          reason: text.default(''),
          message: text.optional(),
        })
        .optional(),
      running: z.object({ startedAt: text.optional() }).optional(),
      terminated: terminated.optional(),
    })
    .default({}),
  lastState: z.object({ terminated: terminated.optional() }).default({}),
});

export const podSchema = z.object({
  metadata,
  spec: z.object({
    containers: few(
      z.object({
        name,
        ports: few(
          z.object({
            name: name.optional(),
            containerPort: port,
          }),
        ).default([]),
      }),
    ),
    initContainers: few(
      z.object({
        name,
        restartPolicy: text.optional(),
        ports: few(
          z.object({
            name: name.optional(),
            containerPort: port,
          }),
        ).default([]),
      }),
    ).default([]),
  }),
  status: z
    .object({
      phase: text.default('Unknown'),
      reason: text.optional(),
      message: text.optional(),
      conditions: few(
        z.object({
          type: text,
          status: text,
          reason: text.optional(),
          message: text.optional(),
        }),
      ).default([]),
      initContainerStatuses: few(containerStatus).default([]),
      containerStatuses: few(containerStatus).default([]),
    })
    .prefault({}),
});

export const listSchema = <T extends z.ZodType>(item: T) =>
  z.object({
    metadata: z.object({ continue: text.optional() }),
    items: z.array(item).max(10_000),
  });

/** Error response of an API server. */
export const statusSchema = z.object({
  kind: z.literal('Status'),
  message: text.default(''),
});

export type Workload = z.infer<typeof workloadSchema>;
export type Pod = z.infer<typeof podSchema>;
export type TemplateContainer = z.infer<typeof templateContainer>;
export type ContainerStatus = z.infer<typeof containerStatus>;
