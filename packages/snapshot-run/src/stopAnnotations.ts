import { ANNOTATION_MAINTENANCE, formatMaintenance } from '@nodeyard/ethereum';
import { z } from 'zod';
import { boundedNumber, boundedText } from './bounds';
import {
  instantSchema,
  phaseSchema,
  STATE_KEY,
} from '@nodeyard/snapshot-store';
import { tryParseJson } from './apiRequest';
import type { Cluster } from './cluster';
import { objectSchema } from './cluster';
import type { RunConfig } from './config';
import { objectNames } from './config';
import { stateMapSchema } from './state';

/**
 * Annotation of the Lease while the node is stopped: its number of replicas, which is in the state as well. If one of the two
 * objects is deleted, the node is still started.
 */
const REPLICAS_ANNOTATION = 'ethereum.nodeyard.io/stopped-replicas';
const replicasSchema = z.coerce.number().int().min(1);

/** Maximum time from the start of a node until it is in sync again. */
const STARTUP_SECONDS = 900;

/**
 * Note, or with null no longer, that the node is ours to start, and announce how long it is out of service: until it is well again,
 * which those who look at the node decide, and no longer than it may take.
 *
 * @param planned - with the seconds that starting the node may be away; null: nothing is announced any more
 */
export async function setStopAnnotations(
  cluster: Cluster,
  { lease }: { lease: string },
  replicas: number | null,
  planned: PlannedStop | null,
): Promise<void> {
  const annotations = {
    [REPLICAS_ANNOTATION]: replicas === null ? null : `${replicas}`,
    [ANNOTATION_MAINTENANCE]:
      planned &&
      formatMaintenance({
        kind: 'snapshot',
        by: planned.by,
        since: Date.parse(planned.since),
        until: planned.now + (planned.seconds + STARTUP_SECONDS) * 1_000,
      }),
  };
  await cluster.patch('lease', lease, { metadata: { annotations } });
}

export interface PlannedStop {
  by: string;
  /** When the run began to stop the node. */
  since: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Maximum until the node's start. */
  seconds: number;
}

/** Maximum time for which a run keeps its node stopped. */
export function maxStopSeconds(
  {
    timeoutsSeconds: { quiesce, capture, upload },
  }: Pick<RunConfig, 'timeoutsSeconds'>,
  strategy: 'csi' | 'direct',
): number {
  return quiesce + (strategy === 'csi' ? capture : upload);
}

/** @returns undefined without the annotation, or without the Lease */
export async function markedReplicas(
  cluster: Cluster,
  { lease }: { lease: string },
): Promise<number | undefined> {
  const found = await cluster.read('lease', lease, objectSchema);
  return replicasSchema.safeParse(
    found?.metadata.annotations?.[REPLICAS_ANNOTATION],
  ).data;
}

/** Replicas to start a stopped node with, from the state or from the annotation of the Lease. */
export async function replicasToStart(
  config: RunConfig,
  cluster: Cluster,
): Promise<number | undefined> {
  const names = objectNames(config);
  const map = await cluster.read('configMap', names.state, stateMapSchema);
  const { stopped } = salvageState(map?.data?.[STATE_KEY]);
  return stopped?.replicas ?? markedReplicas(cluster, names);
}

const salvagedSchema = z.object({
  run: boundedText.catch('unknown'),
  phase: phaseSchema.catch('quiesce'),
  startedAt: instantSchema.optional().catch(undefined),
  strategy: z.enum(['csi', 'direct']).optional().catch(undefined),
  stopped: z
    .object({
      replicas: boundedNumber.int().min(1).catch(1),
      since: instantSchema.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** The readable parts of an invalid state: enough to start the node. */
export function salvageState(
  text: string | undefined,
): z.infer<typeof salvagedSchema> {
  return salvagedSchema
    .catch(salvagedSchema.parse({}))
    .parse(tryParseJson(text));
}
