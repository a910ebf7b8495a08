import { z } from 'zod';
import { listOf, number, anyText } from './bounds';
import { refused } from '../stopped';
import { Kind, objectSchema } from './cluster';
import { Run } from './run';

const count = number.default(0);

export const statefulSetSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
  status: z
    .object({
      observedGeneration: count,
      readyReplicas: count,
      updatedReplicas: count,
      currentRevision: anyText.optional(),
      updateRevision: anyText.optional(),
    })
    .prefault({}),
});

export const scaleSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
});

export const podSchema = objectSchema.extend({
  status: z
    .object({
      conditions: listOf(z.object({ type: anyText, status: anyText })).default(
        [],
      ),
      containerStatuses: listOf(
        z.object({
          name: anyText,
          state: z.object({
            terminated: z.object({ exitCode: number }).optional(),
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
      creationTime: anyText.optional(),
      readyToUse: z.boolean().optional(),
      error: z.object({ message: anyText.optional() }).optional(),
    })
    .prefault({}),
});

export const claimSchema = objectSchema.extend({
  spec: z.object({
    accessModes: listOf(anyText),
    storageClassName: anyText.optional(),
    resources: z.object({ requests: z.object({ storage: anyText }) }),
  }),
  status: z
    .object({ capacity: z.object({ storage: anyText }).optional() })
    .prefault({}),
});

export const jobSchema = objectSchema.extend({
  status: z
    .object({
      conditions: listOf(
        z.object({
          type: anyText,
          status: anyText,
          message: anyText.optional(),
        }),
      ).default([]),
    })
    .prefault({}),
});

const RUN = 'ethereum.nodeyard.io/snapshot-run';

/** What every object that a run creates carries: whose it is, and what it goes away with. */
export function marked(run: Run) {
  return {
    namespace: run.config.namespace,
    annotations: { [RUN]: run.state.run },
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

/** Make sure that an object of this run exists. One that is left of an earlier run goes first. */
export async function ensure(
  run: Run,
  kind: Kind,
  name: string,
  manifest: () => Promise<object> | object,
): Promise<void> {
  if (await isOurs(run, kind, name)) return;
  await assertRemoved(run, kind, name);
  const outcome = await run.cluster.create(kind, await manifest());
  // An answer that was lost is asked for again, and then says that the object exists.
  if (outcome === 'written' || (await isOurs(run, kind, name))) return;
  throw refused(
    'not-created',
    outcome === 'absent'
      ? `The ${kind} ${name} could not be created: its namespace ${run.config.namespace} is gone.`
      : `The ${kind} ${name} could not be created: somebody else made one of that name at the same moment. The next run removes it.`,
  );
}

async function isOurs(run: Run, kind: Kind, name: string): Promise<boolean> {
  const found = await run.cluster.read(kind, name, objectSchema);
  return (
    found?.metadata.annotations?.[RUN] === run.state.run &&
    !found.metadata.deletionTimestamp
  );
}

/** What an earlier run left must not be taken for this one's. @throws Stopped `refused` `left-over` */
export async function assertRemoved(
  run: Run,
  kind: Kind,
  name: string,
): Promise<void> {
  if (await removed(run, kind, name)) return;
  throw refused(
    'left-over',
    `The ${kind} ${name} of an earlier run cannot be removed: it has been asked to go, and is still there. Its finalizers and "kubectl describe" say what it waits for.`,
  );
}

/** Remove an object, and wait a moment until it and its dependents are gone. @returns whether they are */
export async function removed(
  run: Run,
  kind: Kind,
  name: string,
  seconds = 60,
): Promise<boolean> {
  const { now, pollMs } = run.around;
  const before = now() + seconds * 1_000;
  for (;;) {
    const found = await run.cluster.read(kind, name, objectSchema);
    if (!found) return true;
    if (!found.metadata.deletionTimestamp) await run.cluster.remove(kind, name);
    if (now() > before) return false;
    await new Promise(resolve => setTimeout(resolve, pollMs));
  }
}
