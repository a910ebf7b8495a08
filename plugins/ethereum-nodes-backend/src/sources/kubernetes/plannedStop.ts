import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  ANNOTATION_MAINTENANCE,
  type Maintenance,
  type Message,
  parseMaintenance,
} from '@nodeyard/ethereum';
import type { ClusterAccess } from './ClusterAccess';
import { findByName } from './findByName';
import {
  leaseSchema,
  type Pod,
  podSchema,
  type Workload,
  workloadSchema,
} from './objects';

const MINUTE_MS = 60_000;
/** Time for a pod of a new revision to start, because clients close and open large databases. */
const ROLLOUT_MS = 30 * MINUTE_MS;
/** Time for the restore of an archive node. */
const RESTORE_MS = 24 * 60 * MINUTE_MS;

const statefulSets = {
  api: '/apis/apps/v1',
  resource: 'statefulsets',
  schema: workloadSchema,
};
const leases = {
  api: '/apis/coordination.k8s.io/v1',
  resource: 'leases',
  schema: leaseSchema,
};
const pods = { api: '/api/v1', resource: 'pods', schema: podSchema };

interface PlannedStop {
  maintenance?: Maintenance;
  /** Problems with reading or parsing. */
  notes: Message[];
}

/**
 * Finds the planned stop of a StatefulSet's node: an announcement on the StatefulSet, the Lease of a snapshot, a restore in its pod, or
 * a rollout.
 *
 * Used only if it may explain a verdict, because it costs three list requests.
 *
 * @param now - milliseconds since the epoch
 */
export async function findPlannedStop(
  access: ClusterAccess,
  node: Pick<FoundNode, 'cluster' | 'namespace' | 'name'>,
  limits: { signal: AbortSignal; timeoutMs: number },
  now: number,
): Promise<PlannedStop> {
  const { name } = node;
  const [set, lease, pod] = await Promise.all([
    findByName(access, node, statefulSets, name, limits),
    findByName(access, node, leases, `${name}-snapshot`, limits),
    findByName(access, node, pods, `${name}-0`, limits),
  ]);
  const announced = [
    readAnnouncement(`StatefulSet ${name}`, set.found, now),
    readAnnouncement(`Lease ${name}-snapshot`, lease.found, now),
  ];
  const candidates = [
    ...announced.map(({ maintenance }) => maintenance),
    pod.found && findRestore(pod.found),
    pod.found && set.found && findRollout(set.found, pod.found),
  ].filter(candidate => candidate !== undefined);
  const notes = [
    ...announced.map(({ problem }) => problem),
    lease.denied && say('snapshot-unknown', { denied: lease.denied }),
  ];
  return {
    // An expired announcement is reported if no other one applies.
    maintenance:
      candidates.find(({ until }) => now < until) ?? candidates.at(0),
    notes: notes.filter(note => note !== undefined),
  };
}

type Annotated = Pick<Workload, 'metadata'> | undefined;

function readAnnouncement(
  what: string,
  object: Annotated,
  now: number,
): { maintenance?: Maintenance; problem?: Message } {
  const text = object?.metadata.annotations[ANNOTATION_MAINTENANCE];
  if (text === undefined) return {};
  const parsed = parseMaintenance(text, now);
  return parsed.ok
    ? parsed
    : {
        problem: say('announcement-invalid', {
          annotation: ANNOTATION_MAINTENANCE,
          object: what,
          problem: parsed.problem,
        }),
      };
}

function findRestore(pod: Pod): Maintenance | undefined {
  const restore = pod.status.initContainerStatuses.find(
    ({ name }) => name === 'restore',
  );
  const since = Date.parse(restore?.state.running?.startedAt ?? '');
  if (Number.isNaN(since)) return undefined;
  const by = `init container restore of pod ${pod.metadata.name}`;
  return { kind: 'restore', by, since, until: since + RESTORE_MS };
}

function findRollout(set: Workload, pod: Pod): Maintenance | undefined {
  const { currentRevision, updateRevision } = set.status;
  if (!updateRevision || currentRevision === updateRevision) return undefined;
  const { deletionTimestamp, creationTimestamp } = pod.metadata;
  const since = Date.parse(deletionTimestamp ?? creationTimestamp ?? '');
  if (Number.isNaN(since)) return undefined;
  const release = set.metadata.annotations['meta.helm.sh/release-name'];
  const by = release ? `Helm release ${release}` : 'a rollout';
  return { kind: 'upgrade', by, since, until: since + ROLLOUT_MS };
}
