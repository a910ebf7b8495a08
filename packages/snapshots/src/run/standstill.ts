import { ANNOTATION_MAINTENANCE, formatMaintenance } from '@nodeyard/ethereum';
import { z } from 'zod';
import { number, anyText } from './bounds';
import { instantSchema } from '../format/manifest';
import { jsonOf } from './apiRequest';
import { Cluster, objectSchema } from './cluster';
import { objectNames, RunConfig } from './config';
import { phaseSchema, STATE_KEY, stateMapSchema } from './state';

/**
 * Annotation of the Lease, from before the node is stopped until it is started: how many replicas it had. The state says so,
 * too. Of two objects one may be deleted, and the node is still started.
 */
const REPLICAS = 'ethereum.nodeyard.io/stopped-replicas';
const markSchema = z.coerce.number().int().min(1);

/** What a node needs to close its database at most, to open it, and to catch up: it is expected back so long after its start. */
const STARTUP_SECONDS = 900;

/**
 * Note, or with null no longer, that the node is ours to start, and announce how long it is out of service: until it is well again,
 * which those who look at the node decide, and no longer than it may take.
 *
 * @param announced - with the seconds that starting the node may be away; null: nothing is announced any more
 */
export async function mark(
  cluster: Cluster,
  { lease }: { lease: string },
  replicas: number | null,
  announced: AnnouncedStop | null,
): Promise<void> {
  const annotations = {
    [REPLICAS]: replicas === null ? null : `${replicas}`,
    [ANNOTATION_MAINTENANCE]:
      announced &&
      formatMaintenance({
        kind: 'snapshot',
        by: announced.by,
        since: Date.parse(announced.since),
        until: announced.now + (announced.seconds + STARTUP_SECONDS) * 1_000,
      }),
  };
  await cluster.patch('lease', lease, { metadata: { annotations } });
}

export interface AnnouncedStop {
  by: string;
  /** When the run set about to stop the node. */
  since: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** From now to the node's start, at most. */
  seconds: number;
}

/** How long a run may keep its node stopped: until it has ended, and been captured. */
export function longestStop(
  {
    timeoutsSeconds: { quiesce, capture, upload },
  }: Pick<RunConfig, 'timeoutsSeconds'>,
  strategy: 'csi' | 'direct',
): number {
  return quiesce + (strategy === 'csi' ? capture : upload);
}

/** @returns undefined when the Lease, if there is one, does not say that the node is ours to start */
export async function markedReplicas(
  cluster: Cluster,
  { lease }: { lease: string },
): Promise<number | undefined> {
  const found = await cluster.read('lease', lease, objectSchema);
  return markSchema.safeParse(found?.metadata.annotations?.[REPLICAS]).data;
}

/** With how many replicas a run, which need not be under way any more, is to start the node, by whatever is left that says so. */
export async function replicasToStart(
  config: RunConfig,
  cluster: Cluster,
): Promise<number | undefined> {
  const names = objectNames(config);
  const map = await cluster.read('configMap', names.state, stateMapSchema);
  const { stopped } = remainsOf(map?.data?.[STATE_KEY]);
  return stopped?.replicas ?? markedReplicas(cluster, names);
}

const remainsSchema = z.object({
  run: anyText.catch('unknown'),
  phase: phaseSchema.catch('quiesce'),
  startedAt: instantSchema.optional().catch(undefined),
  strategy: z.enum(['csi', 'direct']).optional().catch(undefined),
  stopped: z
    .object({
      replicas: number.int().min(1).catch(1),
      since: instantSchema.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What can be made out of a state that another version wrote, or people: enough to start the node. */
export function remainsOf(
  text: string | undefined,
): z.infer<typeof remainsSchema> {
  return remainsSchema.catch(remainsSchema.parse({})).parse(jsonOf(text));
}
