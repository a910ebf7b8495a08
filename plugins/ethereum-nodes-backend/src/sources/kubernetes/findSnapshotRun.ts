import type {
  EthereumNode,
  NodeSnapshotRun,
  SnapshotRun,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  boundedRecord,
  type Message,
  parseJson,
  redactCredentials,
} from '@nodeyard/ethereum';
import {
  LAST_RUN_KEY,
  type LastRun,
  lastRunSchema,
  parseStoredRun,
  type RunState,
  STATE_KEY,
} from '@nodeyard/snapshot-store';
import { z } from 'zod';
import type { ClusterAccess } from './ClusterAccess';
import { endOf, type Job } from './cronJobs';
import { ANNOTATION_REQUESTED_BY, SnapshotJobs } from './snapshotJobs';
import { snapshotCronJobName } from './startSnapshot';

/** Longest message of a run in an answer. */
const MAX_MESSAGE = 2_000;
/** etcd limits an object to 1.5 MiB. */
const MAX_STATE = 1_572_864;
/** Kubernetes appends five characters to the name of a Job, which it cuts so that a pod's name has at most 63. */
const POD_SUFFIX = 5;
const MAX_POD_PREFIX = 63 - POD_SUFFIX;

const stateMapSchema = z.object({
  data: boundedRecord(
    z.string().max(253),
    z.string().max(MAX_STATE),
    100,
  ).default({}),
});

/** The newest run of a node, and whether its CronJob can start another. */
export interface FoundRun {
  request: Extract<
    NodeSnapshotRun['request'],
    'allowed' | 'not-in-cluster' | 'no-cron-job' | 'suspended'
  >;
  run?: SnapshotRun;
  /** Why the run or its phase could not be read. */
  problem?: Message;
}

/**
 * Reads the newest Job of a node's snapshots, and the state of its orchestrator: three requests to the API server.
 *
 * The state is read with the right `get` on `configmaps`. Without it the run has no phase, and `problem` names the right.
 */
export async function findSnapshotRun(
  access: ClusterAccess,
  node: Pick<EthereumNode, 'name' | 'cluster' | 'namespace'>,
): Promise<FoundRun> {
  const { cluster, namespace } = node;
  if (cluster === undefined || namespace === undefined) {
    return { request: 'not-in-cluster' };
  }
  const at = new SnapshotJobs(access, cluster, namespace);
  const name = snapshotCronJobName(node);
  const found = await at.findCronJob(name);
  if (!found.ok) return { request: 'allowed', problem: found.error };
  if (!found.value) return { request: 'no-cron-job' };
  const { cronJob } = found.value;
  const request = cronJob.spec.suspend ? 'suspended' : 'allowed';
  const [jobs, map] = await Promise.all([
    at.listOf(cronJob),
    at.findConfigMap(`${name}-state`, stateMapSchema),
  ]);
  if (!jobs.ok) return { request, problem: jobs.error };
  const job = newestOf(jobs.value);
  if (!job) return { request };
  const data = (map.ok && map.value?.data) || {};
  const { state } = parseStoredRun(data[STATE_KEY]);
  const run = toRun(job, state, parseLastRun(data[LAST_RUN_KEY]));
  return {
    request,
    run: { ...run, logsCommand: at.logsCommand(run.job) },
    problem: map.ok ? undefined : map.error,
  };
}

function newestOf(jobs: Job[]): Job | undefined {
  const createdMs = ({ metadata }: Job) =>
    Date.parse(metadata.creationTimestamp ?? '') || 0;
  return [...jobs].sort((a, b) => createdMs(b) - createdMs(a)).at(0);
}

function parseLastRun(text = ''): LastRun | undefined {
  const json = parseJson(text);
  return json.ok ? lastRunSchema.safeParse(json.value).data : undefined;
}

function toRun(
  job: Job,
  state: RunState | undefined,
  last: LastRun | undefined,
): Omit<SnapshotRun, 'logsCommand'> {
  const { name, creationTimestamp, annotations } = job.metadata;
  const createdAt = creationTimestamp ?? new Date(0).toISOString();
  const common = {
    job: name,
    createdAt,
    requestedBy: annotations[ANNOTATION_REQUESTED_BY]?.slice(0, MAX_MESSAGE),
  };
  const end = endOf(job);
  if (end) {
    // The summary of an earlier run stays if this one wrote none.
    const own =
      last && Date.parse(last.endedAt) >= Date.parse(createdAt)
        ? last
        : undefined;
    return { ...common, endedAt: end.at, ...outcome(end.succeeded, own) };
  }
  if (!state || !isHeldBy(name, state.holder)) {
    return {
      ...common,
      status: job.status.ready > 0 ? 'running' : 'queued',
    };
  }
  return {
    ...common,
    status: 'running',
    phase: state.phase,
    phaseSince: state.phaseSince,
    nodeStopped: state.stopped !== undefined,
    snapshot: state.snapshot,
    failure: state.failure && toFailure(state.failure),
  };
}

function outcome(
  succeeded: boolean,
  last: LastRun | undefined,
): Pick<SnapshotRun, 'status' | 'snapshot' | 'failure'> {
  if (succeeded) {
    return {
      status: 'complete',
      snapshot: last?.result === 'done' ? last.snapshot?.id : undefined,
    };
  }
  const { code, message = '' } = last ?? {};
  return {
    status: 'failed',
    failure: code === undefined ? undefined : toFailure({ code, message }),
  };
}

function toFailure({ code, message }: { code: string; message: string }) {
  return {
    code: code.slice(0, MAX_MESSAGE),
    message: redactCredentials(message.slice(0, MAX_MESSAGE)),
  };
}

/** @param holder - name of a pod, and what distinguishes its starts */
function isHeldBy(job: string, holder: string): boolean {
  const [pod = ''] = holder.split('_', 1);
  return pod.slice(0, -POD_SUFFIX) === `${job}-`.slice(0, MAX_POD_PREFIX);
}
