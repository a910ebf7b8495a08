import { type LastRun } from '@nodeyard/snapshot-store';
import { randomBytes } from 'node:crypto';
import type { Cluster } from './cluster';
import { objectSchema } from './cluster';
import type { RunConfig } from './config';

/** Limit of Kubernetes. */
const MAX_MESSAGE_LENGTH = 1_024;

/** Reason of the Event; cancelled and skipped runs are no warnings. */
function eventReason(result: LastRun['result']): string {
  if (result === 'done') return 'SnapshotPublished';
  if (result === 'skipped') return 'SnapshotSkipped';
  return result === 'cancelled' ? 'SnapshotStopped' : 'SnapshotFailed';
}

/** Record the end of a run as an Event of the StatefulSet. */
export async function recordEvent(
  config: RunConfig,
  cluster: Cluster,
  { result, message, endedAt }: Pick<LastRun, 'result' | 'message' | 'endedAt'>,
): Promise<void> {
  const { namespace, statefulSet } = config;
  const set = await cluster.read('statefulSet', statefulSet, objectSchema);
  if (!set) return;
  const reason = eventReason(result);
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
    message: (message ?? result).slice(0, MAX_MESSAGE_LENGTH),
    source: { component },
    firstTimestamp: endedAt,
    lastTimestamp: endedAt,
    count: 1,
  });
}
