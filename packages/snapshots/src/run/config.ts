import {
  endpointFault,
  networkSchema,
  storeUrlFault,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { jobSchema } from './job';

const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    'expected the name of a Kubernetes object',
  );
const words = z.string().min(1).max(2_000);
/** Logged, and shown by Kubernetes to everybody who may read ConfigMaps: nothing secret may be in them. */
const endpointUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(
    url => endpointFault(url) === undefined && !url.includes('?'),
    'expected a URL of http or https without credentials and parameters',
  );
const storeUrl = z
  .string()
  .max(2_000)
  .superRefine((url, context) => {
    const fault = storeUrlFault(url);
    if (fault) context.addIssue(`${fault.reason}. ${fault.fix}`);
  });
const seconds = z.number().positive().max(604_800);

/** How long each wait may take, in seconds. The chart may give any of them; the rest is as here. */
const timeoutsSchema = z.strictObject({
  /** Until the node may be stopped; then the run is skipped. */
  candidate: seconds.default(1_800),
  /** From scaling down to a clean exit: more than the pod's grace period. */
  quiesce: seconds.default(900),
  /** `csi`: until the snapshot is cut, which is as long as the node is down for it. */
  capture: seconds.default(900),
  /** `csi`: until the VolumeSnapshot can be cloned; providers that copy it elsewhere first take hours. */
  snapshotReady: seconds.default(21_600),
  /** How long resuming is tried while the API server refuses or does not answer. */
  resume: seconds.default(3_600),
  /** The upload Job. With `direct` the node is down meanwhile. */
  upload: seconds.default(21_600),
  /** The verification Job: a whole restore and a boot. */
  verify: seconds.default(21_600),
  /** A Lease that its holder has not renewed for so long is taken over. */
  lease: seconds.default(60),
});

/**
 * What `snapshot-builder run` works by: the chart's ConfigMap `<fullname>-snapshot`, `config.json`.
 *
 * Everything about images, flags, security contexts and volumes of the two Jobs is in their manifests, which the chart
 * renders; README.md beside this says what is filled in at run time. @public
 */
export const runConfigSchema = z
  .strictObject({
    format: z.literal('nodeyard-snapshot-run/1'),
    namespace: objectName,
    /** What people call the node: its key under `nodes`. */
    node: words,
    /** Also `<fullname>`: the names of all objects of the run begin with it. */
    statefulSet: objectName,
    /** Name of the container whose exit shows that the datadir was closed. */
    container: words.default('execution'),
    /** PersistentVolumeClaim of the datadir. */
    claim: objectName,
    /** PodDisruptionBudget that counts the network's ready nodes. Needed for `minReady` above 0. */
    disruptionBudget: objectName.optional(),
    /** The document by which the sidecar judges. */
    network: networkSchema,
    client: z
      .string()
      .max(63)
      .regex(/^[a-z]+$/, 'expected the name of an execution client'),
    history: words,
    /** The sidecar's `/status`. */
    statusUrl: endpointUrl,
    /** JSON-RPC of the node's execution client. */
    rpcUrl: endpointUrl,
    strategy: z.enum(['auto', 'csi', 'direct']),
    volumeSnapshotClass: objectName.optional(),
    /** So many *other* nodes of the network must be ready while this one is stopped. */
    minReady: z.number().int().min(0).max(10_000),
    /** SYNCED for so long before it may be stopped. */
    syncedMinutes: z.number().min(0).max(100_000),
    /** Not within so many hours of a fork, before or after. */
    forkMarginHours: z.number().min(0).max(10_000),
    /** At most so long is waited, by chance, before the node is stopped: schedules of several nodes begin together. */
    jitterSeconds: z.number().min(0).max(604_800).default(20),
    store: z.strictObject({
      url: storeUrl,
      endpoint: endpointUrl.optional(),
      region: words.optional(),
      pathStyle: z.boolean().optional(),
    }),
    /** As `snapshot-builder prune --keep-last N --keep-weekly N`. */
    retention: z.strictObject({
      last: z.number().int().min(1).max(10_000),
      weekly: z.number().int().min(0).max(10_000),
    }),
    timeoutsSeconds: timeoutsSchema.prefault({}),
    jobs: z.strictObject({
      upload: jobSchema({
        containers: ['snapshot-builder'],
        volumes: ['datadir'],
      }),
      verify: jobSchema({
        containers: ['snapshot-builder'],
        initContainers: ['delta-sync', 'client'],
      }),
    }),
  })
  .refine(
    ({ minReady, disruptionBudget }) =>
      minReady === 0 || disruptionBudget !== undefined,
    {
      path: ['disruptionBudget'],
      error:
        'is missing: it counts the ready nodes that minReady asks for. Name it, or set minReady to 0',
    },
  )
  .refine(
    ({ strategy, volumeSnapshotClass }) =>
      strategy !== 'csi' || volumeSnapshotClass !== undefined,
    {
      path: ['volumeSnapshotClass'],
      error:
        'is missing: strategy "csi" needs one. Name it, or choose "direct" or "auto"',
    },
  );

/** @public */
export type RunConfig = z.infer<typeof runConfigSchema>;

/** Names of the objects of a run: fixed, so that a Role can name them. */
export function objectNames({ statefulSet }: RunConfig) {
  const base = `${statefulSet}-snapshot`;
  return {
    statefulSet,
    pod: `${statefulSet}-0`,
    lease: base,
    volumeSnapshot: base,
    state: `${base}-state`,
    upload: `${base}-upload`,
    verify: `${base}-verify`,
    clone: `${base}-clone`,
  };
}
