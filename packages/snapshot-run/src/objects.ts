import { z } from 'zod';
import { listOf, boundedNumber, boundedText } from './bounds';
import { refused } from '@nodeyard/snapshot-store';
import type { Kind } from './cluster';
import { objectSchema } from './cluster';
import type { Run } from './run';

const count = boundedNumber.default(0);

export const statefulSetSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
  status: z
    .object({
      observedGeneration: count,
      readyReplicas: count,
      updatedReplicas: count,
      currentRevision: boundedText.optional(),
      updateRevision: boundedText.optional(),
    })
    .prefault({}),
});

export const scaleSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
});

export const podSchema = objectSchema.extend({
  status: z
    .object({
      conditions: listOf(
        z.object({ type: boundedText, status: boundedText }),
      ).default([]),
      containerStatuses: listOf(
        z.object({
          name: boundedText,
          state: z.object({
            terminated: z.object({ exitCode: boundedNumber }).optional(),
          }),
        }),
      ).default([]),
    })
    .prefault({}),
});

export const budgetSchema = objectSchema.extend({
  status: z.object({ currentHealthy: count }).prefault({}),
});

export const volumeSnapshotSchema = objectSchema.extend({
  status: z
    .object({
      creationTime: boundedText.optional(),
      readyToUse: z.boolean().optional(),
      error: z.object({ message: boundedText.optional() }).optional(),
    })
    .prefault({}),
});

export const claimSchema = objectSchema.extend({
  spec: z.object({
    accessModes: listOf(boundedText),
    storageClassName: boundedText.optional(),
    resources: z.object({ requests: z.object({ storage: boundedText }) }),
  }),
  status: z
    .object({ capacity: z.object({ storage: boundedText }).optional() })
    .prefault({}),
});

export const jobSchema = objectSchema.extend({
  status: z
    .object({
      conditions: listOf(
        z.object({
          type: boundedText,
          status: boundedText,
          message: boundedText.optional(),
        }),
      ).default([]),
    })
    .prefault({}),
});

const RUN_ANNOTATION = 'ethereum.nodeyard.io/snapshot-run';

/** Metadata of every object of a run: annotation with the run, and owner. */
export function runMetadata(run: Run) {
  return {
    namespace: run.config.namespace,
    annotations: { [RUN_ANNOTATION]: run.state.run },
    ownerReferences: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: run.map.name,
        uid: run.map.uid,
      },
    ],
  };
}

/** Ensure that an object of this run exists. A left-over of an earlier run is deleted first. */
export async function ensureObject(
  run: Run,
  kind: Kind,
  name: string,
  manifest: () => Promise<object> | object,
): Promise<void> {
  if (await belongsToRun(run, kind, name)) return;
  await deleteLeftover(run, kind, name);
  const outcome = await run.cluster.create(kind, await manifest());
  // A retry after a lost response is refused, because the object exists already.
  if (outcome === 'written' || (await belongsToRun(run, kind, name))) return;
  throw refused(
    'not-created',
    outcome === 'absent'
      ? `The ${kind} ${name} could not be created: its namespace ${run.config.namespace} was deleted.`
      : `The ${kind} ${name} could not be created: another object of that name was created at the same time. The next run deletes it.`,
  );
}

async function belongsToRun(
  run: Run,
  kind: Kind,
  name: string,
): Promise<boolean> {
  const found = await run.cluster.read(kind, name, objectSchema);
  return (
    found?.metadata.annotations?.[RUN_ANNOTATION] === run.state.run &&
    !found.metadata.deletionTimestamp
  );
}

/** Delete the object of an earlier run. @throws SnapshotError `refused` `left-over` if it is not gone in time */
export async function deleteLeftover(
  run: Run,
  kind: Kind,
  name: string,
): Promise<void> {
  if (await deleteAndWait(run, kind, name)) return;
  throw refused(
    'left-over',
    `The ${kind} ${name} of an earlier run is still being deleted. Its finalizers and "kubectl describe" show what it waits for.`,
  );
}

/** Delete an object, and wait until it and its dependents are gone. @returns false on timeout */
export async function deleteAndWait(
  run: Run,
  kind: Kind,
  name: string,
  seconds = 60,
): Promise<boolean> {
  const { now, pollMs } = run.ctx;
  const before = now() + seconds * 1_000;
  for (;;) {
    const found = await run.cluster.read(kind, name, objectSchema);
    if (!found) return true;
    if (!found.metadata.deletionTimestamp) await run.cluster.remove(kind, name);
    if (now() > before) return false;
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}
