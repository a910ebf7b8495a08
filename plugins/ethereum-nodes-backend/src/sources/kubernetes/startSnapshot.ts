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
import {
  LABEL_NODE,
  LABEL_ROLE,
  quoteShellWord,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { parseJson } from '@nodeyard/ethereum';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { renderEnglish } from '../../renderEnglish';
import { toAccessError } from './accessErrors';
import type { ClusterAccess, ClusterAnswer } from './ClusterAccess';
import type { CronJob, Job } from './cronJobs';
import { cronJobSchema, hasEnded, jobSchema, jobSpecOf } from './cronJobs';
import { listSchema } from './objects';

const BATCH = '/apis/batch/v1/namespaces';
const TIMEOUT_MS = 10_000;
/** Some hundred Jobs of a namespace; the CronJob's history keeps four of each node. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PARTS = 200_000;
/** Longest requester in the annotation of a Job. */
const MAX_REQUESTER = 500;

/** Annotation of a Job: who requested it. */
const ANNOTATION_REQUESTED_BY = 'ethereum.nodeyard.io/requested-by';

type Verb = 'get' | 'list' | 'create';

/** A namespace of a cluster. */
class Place {
  private readonly access: ClusterAccess;
  private readonly cluster: string;
  private readonly path: string;

  constructor(access: ClusterAccess, cluster: string, namespace: string) {
    this.access = access;
    this.cluster = cluster;
    this.path = `${BATCH}/${encodeURIComponent(namespace)}`;
  }

  get(path: string): Promise<ClusterAnswer> {
    return this.access.get(this.cluster, `${this.path}/${path}`, limits());
  }

  create(job: object): Promise<ClusterAnswer> {
    const json = JSON.stringify(job);
    return this.access.create(
      this.cluster,
      `${this.path}/jobs`,
      json,
      limits(),
    );
  }
}

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
  const at = new Place(access, cluster, namespace);
  const { cronJob, jobSpec } = await findCronJob(at, `${node.name}-snapshot`);
  const jobs = await findJobs(at, cronJob);
  const running = jobs.find(job => !hasEnded(job));
  if (running) throw alreadyRunning(running.metadata.name);

  const requester = requestedBy.slice(0, MAX_REQUESTER);
  const job = jobOf(cronJob, jobSpec, jobs, namespace, requester);
  const { name } = job.metadata;
  const answer = await at.create(job);
  if (answer.kind === 'answer' && answer.status === 409) {
    throw alreadyRunning(name);
  }
  if (answer.kind !== 'answer' || answer.status !== 201) {
    throw accessError(answer, 'create', 'jobs');
  }
  return {
    cluster,
    namespace,
    job: name,
    cronJob: cronJob.metadata.name,
    requestedBy: requester,
    logsCommand: `kubectl --namespace ${quoteShellWord(
      namespace,
    )} logs --follow job/${quoteShellWord(name)}`,
  };
}

function limits() {
  const { signal } = new AbortController();
  return { signal, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
}

async function findCronJob(
  at: Place,
  name: string,
): Promise<{ cronJob: CronJob; jobSpec: object }> {
  const answer = await at.get(`cronjobs/${encodeURIComponent(name)}`);
  if (answer.kind === 'answer' && answer.status === 404) throw noCronJob(name);
  const json = parsedAnswer(answer, 'get', 'cronjobs');
  const cronJob = validAnswer(json, 'cronjobs', cronJobSchema);
  const jobSpec = jobSpecOf(json);
  if (!jobSpec) throw invalidAnswer('cronjobs');
  // A CronJob of another purpose may have that name.
  if (cronJob.metadata.labels[LABEL_ROLE] !== 'snapshot') throw noCronJob(name);
  if (cronJob.spec.suspend) {
    throw new ConflictError(
      `The CronJob "${name}" is suspended. Set snapshots.suspend: false in the values of the node.`,
    );
  }
  return { cronJob, jobSpec };
}

async function findJobs(at: Place, cronJob: CronJob): Promise<Job[]> {
  // Other labels, such as the version of the chart, may differ in a Job that was created earlier.
  const query = new URLSearchParams({
    labelSelector: [LABEL_ROLE, LABEL_NODE]
      .map(key => `${key}=${cronJob.metadata.labels[key] ?? ''}`)
      .join(','),
  });
  const answer = await at.get(`jobs?${query}`);
  const json = parsedAnswer(answer, 'list', 'jobs');
  const list = validAnswer(json, 'jobs', listSchema(jobSchema));
  return list.items.filter(({ metadata }) =>
    metadata.ownerReferences.some(({ uid }) => uid === cronJob.metadata.uid),
  );
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

function parsedAnswer(
  answer: ClusterAnswer,
  verb: Verb,
  resource: string,
): unknown {
  if (answer.kind !== 'answer' || answer.status !== 200) {
    throw accessError(answer, verb, resource);
  }
  const json = parseJson(answer.body, { parts: MAX_PARTS });
  if (!json.ok) throw invalidAnswer(resource);
  return json.value;
}

function validAnswer<T extends z.ZodType>(
  json: unknown,
  resource: string,
  schema: T,
): z.infer<T> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw invalidAnswer(resource);
  return parsed.data;
}

function invalidAnswer(resource: string): ServiceUnavailableError {
  return new ServiceUnavailableError(
    `The cluster's answer about ${resource} is invalid`,
  );
}

function accessError(answer: ClusterAnswer, verb: Verb, resource: string) {
  const { error } = toAccessError(answer, verb, resource);
  return new ServiceUnavailableError(renderEnglish(error));
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
