import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  EthereumNode,
  RequestedSnapshot,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { createHash } from 'node:crypto';
import { renderEnglish } from '../../renderEnglish';
import type { ClusterAccess } from './ClusterAccess';
import type { CronJob, Job } from './cronJobs';
import { hasEnded } from './cronJobs';
import {
  ANNOTATION_REQUESTED_BY,
  type Found,
  SnapshotJobs,
} from './snapshotJobs';

/** Longest requester in the annotation of a Job. */
const MAX_REQUESTER = 500;

/**
 * Creates a Job from the CronJob of a node's snapshots, as `kubectl create job --from=cronjob/…` does.
 *
 * The name of the Job is a digest of the Jobs that the CronJob had: of two concurrent requests, the API server refuses the second.
 *
 * @throws InputError for a node that is not in a cluster
 * @throws NotFoundError if the node has no CronJob of snapshots
 * @throws ConflictError while another Job of the CronJob runs, with its name in `job`, or if the CronJob is suspended
 * @throws ServiceUnavailableError if the cluster does not answer or permit it
 */
export async function startSnapshot(
  access: ClusterAccess,
  node: Pick<EthereumNode, 'name' | 'cluster' | 'namespace' | 'source'>,
  requestedBy: string,
): Promise<RequestedSnapshot> {
  const { cluster, namespace } = node;
  if (cluster === undefined || namespace === undefined) {
    throw new InputError(
      `The node "${node.name}" is not in a Kubernetes cluster (its source is ${node.source}), so it has no CronJob that makes snapshots`,
    );
  }
  const at = new SnapshotJobs(access, cluster, namespace);
  const name = snapshotCronJobName(node);
  const found = valueOf(await at.findCronJob(name));
  if (!found) throw noCronJob(name);
  const { cronJob, jobSpec } = found;
  if (cronJob.spec.suspend) throw suspended(name);
  const jobs = valueOf(await at.listOf(cronJob));
  const running = jobs.find(job => !hasEnded(job));
  if (running) throw alreadyRunning(running.metadata.name);

  const requester = requestedBy.slice(0, MAX_REQUESTER);
  const job = jobOf(cronJob, jobSpec, jobs, namespace, requester);
  const isCreated = valueOf(await at.create(job));
  if (!isCreated) throw alreadyRunning(job.metadata.name);
  return {
    cluster,
    namespace,
    job: job.metadata.name,
    cronJob: cronJob.metadata.name,
    requestedBy: requester,
    logsCommand: at.logsCommand(job.metadata.name),
  };
}

/** Name of the CronJob that makes the snapshots of a node. */
export function snapshotCronJobName(node: Pick<EthereumNode, 'name'>): string {
  return `${node.name}-snapshot`;
}

function jobOf(
  { metadata: owner, spec: { jobTemplate } }: CronJob,
  jobSpec: object,
  jobs: Job[],
  namespace: string,
  requestedBy: string,
) {
  const seen = jobs.map(({ metadata }) => metadata.uid).sort();
  const digest = createHash('sha256')
    .update(JSON.stringify([owner.uid, ...seen]))
    .digest('hex');
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      // A CronJob's name has at most 52 characters, and that of a Job 63.
      name: `${owner.name.slice(0, 52)}-${digest.slice(0, 10)}`,
      namespace,
      labels: jobTemplate.metadata.labels,
      annotations: {
        ...jobTemplate.metadata.annotations,
        'cronjob.kubernetes.io/instantiate': 'manual',
        [ANNOTATION_REQUESTED_BY]: requestedBy,
      },
      // With it, the history limits of the CronJob apply to the Job. Without blockOwnerDeletion, which requires a further right.
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: owner.name,
          uid: owner.uid,
          controller: true,
        },
      ],
    },
    spec: jobSpec,
  };
}

function valueOf<T>(found: Found<T>): T {
  if (found.ok) return found.value;
  throw new ServiceUnavailableError(renderEnglish(found.error));
}

function suspended(name: string): ConflictError {
  return new ConflictError(
    `The CronJob "${name}" is suspended. Set snapshots.suspend: false in the values of the node.`,
  );
}

function noCronJob(name: string): NotFoundError {
  return new NotFoundError(
    `The node has no CronJob "${name}" that makes snapshots. Set snapshots.enabled: true in the values of the node.`,
  );
}

/** The field `job` is part of the answer. */
function alreadyRunning(job: string): ConflictError & { job: string } {
  return Object.assign(
    new ConflictError(
      `A run is active already: the Job "${job}". Request a snapshot when it has ended.`,
    ),
    { job },
  );
}
