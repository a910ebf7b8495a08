import { z } from 'zod';
import { refused } from '../stopped';
import { Kind, objectSchema } from './cluster';
import { Run } from './run';

const count = z.number().default(0);

export const statefulSetSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
  status: z
    .object({
      observedGeneration: count,
      readyReplicas: count,
      updatedReplicas: count,
      currentRevision: z.string().optional(),
      updateRevision: z.string().optional(),
    })
    .prefault({}),
});

export const scaleSchema = objectSchema.extend({
  spec: z.object({ replicas: count }),
});

export const podSchema = objectSchema.extend({
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .default([]),
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            state: z.object({
              terminated: z.object({ exitCode: z.number() }).optional(),
            }),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

export const budgetSchema = objectSchema.extend({
  status: z.object({ currentHealthy: count }).prefault({}),
});

export const volumeSnapshotSchema = objectSchema.extend({
  status: z
    .object({
      creationTime: z.string().optional(),
      readyToUse: z.boolean().optional(),
      error: z.object({ message: z.string().optional() }).optional(),
    })
    .prefault({}),
});

export const claimSchema = objectSchema.extend({
  spec: z.object({
    accessModes: z.array(z.string()),
    storageClassName: z.string().optional(),
    resources: z.object({ requests: z.object({ storage: z.string() }) }),
  }),
  status: z
    .object({ capacity: z.object({ storage: z.string() }).optional() })
    .prefault({}),
});

export const jobSchema = objectSchema.extend({
  status: z
    .object({
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            message: z.string().optional(),
          }),
        )
        .default([]),
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
