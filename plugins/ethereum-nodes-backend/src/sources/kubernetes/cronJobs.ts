import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';

/** Limits at or above those of an API server; see objects.ts. */
const name = z.string().max(253);
const text = z.string().max(262_144);
const texts = boundedRecord(text, text, 10_000);

/** A CronJob, without the specification of its Jobs. */
export const cronJobSchema = z.object({
  metadata: z.object({
    name: name.min(1),
    uid: z.string().min(1).max(100),
    labels: texts.default({}),
  }),
  spec: z.object({
    suspend: z.boolean().default(false),
    jobTemplate: z.object({
      metadata: z
        .object({ labels: texts.default({}), annotations: texts.default({}) })
        .prefault({}),
    }),
  }),
});

export type CronJob = z.infer<typeof cronJobSchema>;

const jobSpecSchema = z.object({
  spec: z.object({ jobTemplate: z.object({ spec: z.unknown() }) }),
});

/**
 * The specification of a CronJob's Jobs as the API server sent it. It is returned to the same API server, which validates it.
 *
 * @param cronJob - of any size and depth that `parseJson` accepts
 */
export function jobSpecOf(cronJob: unknown): object | undefined {
  const parsed = jobSpecSchema.safeParse(cronJob);
  const spec = parsed.data?.spec.jobTemplate.spec;
  return typeof spec === 'object' && spec !== null && !Array.isArray(spec)
    ? spec
    : undefined;
}

/** Time of an API server. */
const time = z.iso.datetime({ offset: true }).max(40).optional();

/** Jobs of a namespace: who owns them, and how far they are. */
export const jobSchema = z.object({
  metadata: z.object({
    name,
    uid: z.string().max(100),
    creationTimestamp: time,
    annotations: texts.default({}),
    ownerReferences: z
      .array(z.object({ uid: z.string().max(100) }))
      .max(1000)
      .default([]),
  }),
  status: z
    .object({
      ready: z.number().int().min(0).max(1_000_000).default(0),
      conditions: z
        .array(z.object({ type: text, status: text, lastTransitionTime: time }))
        .max(1000)
        .default([]),
    })
    .prefault({}),
});

export type Job = z.infer<typeof jobSchema>;

/** The end of a Job; undefined while it runs. */
export function endOf({
  status,
}: Job): { succeeded: boolean; at: string | undefined } | undefined {
  const end = status.conditions.find(
    ({ type, status: value }) =>
      (type === 'Complete' || type === 'Failed') && value === 'True',
  );
  return (
    end && { succeeded: end.type === 'Complete', at: end.lastTransitionTime }
  );
}

export function hasEnded(job: Job): boolean {
  return endOf(job) !== undefined;
}
