import {
  endpointFault,
  networkSchema,
  storeUrlSchema,
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
const nonEmptyText = z.string().min(1).max(2_000);
/** Logged, and readable in the ConfigMap: must not contain secrets. */
const endpointUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(
    url => endpointFault(url) === undefined && !url.includes('?'),
    'expected a URL of http or https without credentials and parameters',
  );
const timeoutSeconds = z.number().positive().max(604_800);
/** Shortest Lease, in seconds: a quarter of it bounds each request of its holder, and the API server needs that long under load. */
const MIN_LEASE_SECONDS = 3;

/** Timeout of each wait, in seconds. The chart may set any of them; these are the defaults. */
const timeoutsSchema = z.strictObject({
  /** Until the node may be stopped; then the run is skipped. */
  candidate: timeoutSeconds.default(1_800),
  /** From scaling down to a clean exit: more than the pod's grace period. */
  quiesce: timeoutSeconds.default(900),
  /** `csi`: until the VolumeSnapshot has a creation time; the node is down until then. */
  capture: timeoutSeconds.default(900),
  /** `csi`: until the VolumeSnapshot is ready to use; providers that copy it elsewhere take hours. */
  snapshotReady: timeoutSeconds.default(21_600),
  /** How long `resume` is retried while the API server refuses or does not answer. */
  resume: timeoutSeconds.default(3_600),
  /** The upload Job. With `direct` the node is down meanwhile. */
  upload: timeoutSeconds.default(21_600),
  /** The verification Job: a whole restore and a boot. */
  verify: timeoutSeconds.default(21_600),
  /** Duration of the Lease. */
  lease: timeoutSeconds
    .min(
      MIN_LEASE_SECONDS,
      `must be at least ${MIN_LEASE_SECONDS} seconds: requests of the holder have a quarter of it to complete`,
    )
    .default(60),
});

/**
 * Configuration of `snapshot-builder run`: key `config.json` of the chart's ConfigMap `<fullname>-snapshot`.
 *
 * Images, flags, security contexts and volumes of the two Jobs are in their manifests, which the chart renders; README.md in
 * this folder lists the fields that are filled in at run time. @public
 */
export const runConfigSchema = z
  .strictObject({
    format: z.literal('nodeyard-snapshot-run/1'),
    namespace: objectName,
    /** Name of the node: its key under `nodes`. */
    node: nonEmptyText,
    /** `<fullname>`, the prefix of the names of all objects of a run. */
    statefulSet: objectName,
    /** Container whose exit code shows a clean shutdown. */
    container: nonEmptyText.default('execution'),
    /** PersistentVolumeClaim of the datadir. */
    claim: objectName,
    /** PodDisruptionBudget that counts the network's ready nodes. Needed for `minReady` above 0. */
    disruptionBudget: objectName.optional(),
    /** The network's facts, the same as the sidecar's. */
    network: networkSchema,
    client: z
      .string()
      .max(63)
      .regex(/^[a-z]+$/, 'expected the name of an execution client'),
    history: nonEmptyText,
    /** The sidecar's `/status`. */
    statusUrl: endpointUrl,
    /** JSON-RPC of the node's execution client. */
    rpcUrl: endpointUrl,
    /** The CronJob's, in UTC: a snapshot is old when two of its runs have brought no newer one. */
    schedule: nonEmptyText.optional(),
    strategy: z.enum(['auto', 'csi', 'direct']),
    volumeSnapshotClass: objectName.optional(),
    /** Number of *other* nodes of the network that must be ready while this one is stopped. */
    minReady: z.number().int().min(0).max(10_000),
    /** How long the node must have been SYNCED before it is stopped. */
    syncedMinutes: z.number().min(0).max(100_000),
    /** Hours before and after a fork in which the node is not stopped. */
    forkMarginHours: z.number().min(0).max(10_000),
    /** Maximum of a random delay before the node is stopped: schedules of several nodes coincide. */
    jitterSeconds: z.number().min(0).max(604_800).default(20),
    store: z.strictObject({
      url: storeUrlSchema,
      endpoint: endpointUrl.optional(),
      region: nonEmptyText.optional(),
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
        'is missing: minReady above 0 needs its count of ready nodes. Name it, or set minReady to 0',
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

/** Whether runs copy the volume by a VolumeSnapshot, if the cluster serves those. */
export function usesVolumeSnapshot({
  strategy,
  volumeSnapshotClass,
}: RunConfig): boolean {
  return strategy !== 'direct' && volumeSnapshotClass !== undefined;
}

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
