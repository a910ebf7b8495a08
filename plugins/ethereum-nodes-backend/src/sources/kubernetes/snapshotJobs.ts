import {
  createFleetMessage as say,
  LABEL_NODE,
  LABEL_ROLE,
  quoteShellWord,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { type Message, parseJson } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { toAccessError } from './accessErrors';
import type { ClusterAccess, ClusterAnswer } from './ClusterAccess';
import type { CronJob, Job } from './cronJobs';
import { cronJobSchema, jobSchema, jobSpecOf } from './cronJobs';
import { listSchema } from './objects';

const TIMEOUT_MS = 10_000;
/** Some hundred Jobs of a namespace; the CronJob's history keeps four of each node. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PARTS = 200_000;

const segment = encodeURIComponent;

/** Annotation of a Job: who requested it. */
export const ANNOTATION_REQUESTED_BY = 'ethereum.nodeyard.io/requested-by';

/** What was read, or why it was not. */
export type Found<T> = { ok: true; value: T } | { ok: false; error: Message };

/** The CronJob of a node's snapshots, with the specification of its Jobs as the API server sent it. */
export interface SnapshotCronJob {
  cronJob: CronJob;
  jobSpec: object;
}

/** The CronJob of a node's snapshots, its Jobs, and their state, in one namespace of a cluster. */
export class SnapshotJobs {
  private readonly access: ClusterAccess;
  private readonly cluster: string;
  private readonly namespace: string;

  constructor(access: ClusterAccess, cluster: string, namespace: string) {
    this.access = access;
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** @returns undefined if there is no such CronJob, or one of another purpose */
  async findCronJob(name: string): Promise<Found<SnapshotCronJob | undefined>> {
    const answer = await this.get(this.batch(`cronjobs/${segment(name)}`));
    if (isNotFound(answer)) return { ok: true, value: undefined };
    const json = parsed(answer, 'get', 'cronjobs');
    if (!json.ok) return json;
    const cronJob = cronJobSchema.safeParse(json.value);
    const jobSpec = jobSpecOf(json.value);
    if (!cronJob.success || !jobSpec) return invalid('cronjobs');
    const isOfSnapshots =
      cronJob.data.metadata.labels[LABEL_ROLE] === 'snapshot';
    return {
      ok: true,
      value: isOfSnapshots ? { cronJob: cronJob.data, jobSpec } : undefined,
    };
  }

  /** The Jobs that the CronJob owns. */
  async listOf(cronJob: CronJob): Promise<Found<Job[]>> {
    // Other labels, such as the version of the chart, may differ in a Job that was created earlier.
    const query = new URLSearchParams({
      labelSelector: [LABEL_ROLE, LABEL_NODE]
        .map(key => `${key}=${cronJob.metadata.labels[key] ?? ''}`)
        .join(','),
    });
    const answer = await this.get(this.batch(`jobs?${query}`));
    const list = valid(answer, 'list', 'jobs', listSchema(jobSchema));
    if (!list.ok) return list;
    const value = list.value.items.filter(({ metadata }) =>
      metadata.ownerReferences.some(({ uid }) => uid === cronJob.metadata.uid),
    );
    return { ok: true, value };
  }

  /** @returns false if a Job of that name exists */
  async create(job: object): Promise<Found<boolean>> {
    const path = this.batch('jobs');
    const json = JSON.stringify(job);
    const answer = await this.access.create(this.cluster, path, json, limits());
    if (answer.kind === 'answer' && answer.status === 409) {
      return { ok: true, value: false };
    }
    return answer.kind === 'answer' && answer.status === 201
      ? { ok: true, value: true }
      : refused(answer, 'create', 'jobs');
  }

  /** @returns undefined if there is no such ConfigMap */
  async findConfigMap<T extends z.ZodType>(
    name: string,
    schema: T,
  ): Promise<Found<z.infer<T> | undefined>> {
    const answer = await this.get(
      `/api/v1/namespaces/${segment(this.namespace)}/configmaps/${segment(
        name,
      )}`,
    );
    return isNotFound(answer)
      ? { ok: true, value: undefined }
      : valid(answer, 'get', 'configmaps', schema);
  }

  /** The shell command that follows the log of a Job. */
  logsCommand(job: string): string {
    return `kubectl --namespace ${quoteShellWord(
      this.namespace,
    )} logs --follow job/${quoteShellWord(job)}`;
  }

  private batch(path: string): string {
    return `/apis/batch/v1/namespaces/${segment(this.namespace)}/${path}`;
  }

  private get(path: string): Promise<ClusterAnswer> {
    return this.access.get(this.cluster, path, limits());
  }
}

type Verb = 'get' | 'list' | 'create';

function limits() {
  const { signal } = new AbortController();
  return { signal, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
}

function isNotFound(answer: ClusterAnswer): boolean {
  return answer.kind === 'answer' && answer.status === 404;
}

function valid<T extends z.ZodType>(
  answer: ClusterAnswer,
  verb: Verb,
  resource: string,
  schema: T,
): Found<z.infer<T>> {
  const json = parsed(answer, verb, resource);
  if (!json.ok) return json;
  const result = schema.safeParse(json.value);
  return result.success ? { ok: true, value: result.data } : invalid(resource);
}

function parsed(
  answer: ClusterAnswer,
  verb: Verb,
  resource: string,
): Found<unknown> {
  if (answer.kind !== 'answer' || answer.status !== 200) {
    return refused(answer, verb, resource);
  }
  const json = parseJson(answer.body, { parts: MAX_PARTS });
  return json.ok ? json : invalid(resource);
}

function refused(answer: ClusterAnswer, verb: Verb, resource: string) {
  const { error } = toAccessError(answer, verb, resource);
  return { ok: false, error } as const;
}

function invalid(resource: string) {
  return { ok: false, error: say('answer-invalid', { resource }) } as const;
}
