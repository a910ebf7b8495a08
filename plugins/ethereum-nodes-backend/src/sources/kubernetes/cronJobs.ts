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

/** Jobs of a namespace: who owns them, and whether they have ended. */
export const jobSchema = z.object({
  metadata: z.object({
    name,
    uid: z.string().max(100),
    ownerReferences: z
      .array(z.object({ uid: z.string().max(100) }))
      .max(1000)
      .default([]),
  }),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: text, status: text }))
        .max(1000)
        .default([]),
    })
    .prefault({}),
});

export type Job = z.infer<typeof jobSchema>;

export function hasEnded({ status }: Job): boolean {
  return status.conditions.some(
    ({ type, status: value }) =>
      (type === 'Complete' || type === 'Failed') && value === 'True',
  );
}
