import {
  nextFork,
  activeFork,
  nodeStatusSchema,
  redactUrl,
  parseJson,
  readBody,
  type NodeStatus,
} from '@nodeyard/ethereum';
import { firstIssue, messageOf } from '@nodeyard/snapshot-store';
import type { Cluster } from '../cluster';
import type { RunConfig } from '../config';
import { objectNames } from '../config';
import { budgetSchema, podSchema, statefulSetSchema } from '../objects';
import type { RunContext } from '../run';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const HOUR = 3_600;

/** Why the node must not be stopped now; undefined for a candidate. */
export async function disqualification(
  config: RunConfig,
  cluster: Cluster,
  ctx: RunContext,
): Promise<string | undefined> {
  return (
    nearFork(config, ctx.now()) ??
    (await rollout(config, cluster)) ??
    (await tooFewReadyNodes(config, cluster)) ??
    notSynced(config, await sidecarStatus(config, ctx), ctx.now())
  );
}

/** Around a fork every node is needed, and clients are upgraded. */
function nearFork({ network, forkMarginHours }: RunConfig, nowMs: number) {
  const now = Math.floor(nowMs / 1_000);
  const margin = forkMarginHours * HOUR;
  const next = nextFork(network, now);
  if (next && next.time - now < margin) {
    return `the fork ${next.name} is ${formatHours(
      next.time - now,
    )} away, less than forkMarginHours ${forkMarginHours}`;
  }
  const last = activeFork(network, now);
  if (last && now - last.time < margin) {
    return `the fork ${last.name} was ${formatHours(
      now - last.time,
    )} ago, less than forkMarginHours ${forkMarginHours}`;
  }
  return undefined;
}

async function rollout(config: RunConfig, cluster: Cluster) {
  const { statefulSet } = config;
  const set = await cluster.read('statefulSet', statefulSet, statefulSetSchema);
  if (!set) return `there is no StatefulSet ${statefulSet}`;
  const { metadata, spec, status } = set;
  if (spec.replicas === 0) {
    return `StatefulSet ${statefulSet} is scaled to 0: the node was stopped by hand`;
  }
  const isSettled =
    status.observedGeneration === metadata.generation &&
    status.currentRevision === status.updateRevision &&
    status.updatedReplicas >= spec.replicas;
  if (!isSettled) return `StatefulSet ${statefulSet} is being rolled out`;
  return status.readyReplicas < spec.replicas
    ? `the pod ${statefulSet}-0 is not ready`
    : undefined;
}

/** Number of other ready nodes of the network; undefined without a PodDisruptionBudget. */
export async function otherReadyNodes(
  config: RunConfig,
  cluster: Cluster,
): Promise<number | undefined> {
  const { disruptionBudget } = config;
  if (!disruptionBudget) return undefined;
  const [budget, pod] = await Promise.all([
    cluster.read('budget', disruptionBudget, budgetSchema),
    cluster.read('pod', objectNames(config).pod, podSchema),
  ]);
  // The PodDisruptionBudget does not count terminating pods.
  const isCounted =
    pod !== undefined &&
    !pod.metadata.deletionTimestamp &&
    pod.status.conditions.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  return (budget?.status.currentHealthy ?? 0) - (isCounted ? 1 : 0);
}

/** A message if too few other nodes are ready; else undefined. */
export async function tooFewReadyNodes(config: RunConfig, cluster: Cluster) {
  if (config.minReady === 0) return undefined;
  const others = (await otherReadyNodes(config, cluster)) ?? 0;
  return others < config.minReady
    ? `${others} other nodes of ${config.network.name} are ready, fewer than minReady ${config.minReady} (PodDisruptionBudget ${config.disruptionBudget})`
    : undefined;
}

function notSynced(
  { syncedMinutes, network }: RunConfig,
  status: NodeStatus | string,
  now: number,
) {
  if (typeof status === 'string') return status;
  const { state, since, summary } = status.verdict;
  if (status.node.network !== network.name) {
    return `the sidecar reports network ${status.node.network}, not ${network.name}`;
  }
  if (state !== 'SYNCED') return `the node is ${state}: ${summary}`;
  const minutes = (now - since) / 60_000;
  return minutes < syncedMinutes
    ? `the node has been SYNCED for ${Math.floor(
        minutes,
      )} minutes, less than syncedMinutes ${syncedMinutes}`
    : undefined;
}

/** @returns an error message if the sidecar does not answer */
async function sidecarStatus(
  { statusUrl }: RunConfig,
  { fetch }: RunContext,
): Promise<NodeStatus | string> {
  try {
    const response = await fetch(statusUrl, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const body = await readBody(response, MAX_BYTES);
    if (!body.ok) throw new Error(body.why);
    const json = parseJson(body.value);
    if (!json.ok) throw new Error(`its response ${json.why}`);
    const status = nodeStatusSchema.safeParse(json.value);
    if (status.success) return status.data;
    const { path, message } = firstIssue(status.error);
    throw new Error(
      `its ${path.join('.') || 'response'} is not valid: ${message}`,
    );
  } catch (error) {
    return `the sidecar has no status at ${redactUrl(statusUrl)}: ${messageOf(
      error,
    )}`;
  }
}

function formatHours(seconds: number): string {
  return `${Math.round((seconds / HOUR) * 10) / 10} h`;
}
