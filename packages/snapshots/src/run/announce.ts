import { randomBytes } from 'node:crypto';
import { Cluster, objectSchema } from './cluster';
import { RunConfig } from './config';
import { LastRun } from './lastRun';

/** Kubernetes refuses longer ones. */
const LONGEST_NOTE = 1_024;

/** Of what needs somebody's attention; a run that was stopped or skipped does not. */
function reasonOf(result: LastRun['result']): string {
  if (result === 'done') return 'SnapshotPublished';
  if (result === 'skipped') return 'SnapshotSkipped';
  return result === 'cancelled' ? 'SnapshotStopped' : 'SnapshotFailed';
}

/** Say it where operators look first: as an Event on the StatefulSet. */
export async function announce(
  config: RunConfig,
  cluster: Cluster,
  { result, message, endedAt }: Pick<LastRun, 'result' | 'message' | 'endedAt'>,
): Promise<void> {
  const { namespace, statefulSet } = config;
  const set = await cluster.read('statefulSet', statefulSet, objectSchema);
  if (!set) return;
  const reason = reasonOf(result);
  const component = 'nodeyard-snapshot';
  await cluster.create('event', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${statefulSet}-snapshot.${randomBytes(8).toString('hex')}`,
      namespace,
    },
    involvedObject: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: statefulSet,
      namespace,
      uid: set.metadata.uid,
    },
    type: reason === 'SnapshotFailed' ? 'Warning' : 'Normal',
    reason,
    message: (message ?? result).slice(0, LONGEST_NOTE),
    source: { component },
    firstTimestamp: endedAt,
    lastTimestamp: endedAt,
    count: 1,
  });
}
