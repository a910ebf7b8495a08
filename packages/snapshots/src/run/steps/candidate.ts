import {
  nextFork,
  activeFork,
  nodeStatusSchema,
  shownUrl,
  parseJson,
  readBody,
  type NodeStatus,
} from '@nodeyard/ethereum';
import { Cluster } from '../cluster';
import { objectNames, RunConfig } from '../config';
import { budgetSchema, podSchema, statefulSetSchema } from '../objects';
import { Surroundings } from '../run';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 1024 * 1024;
const HOUR = 3_600;

/** Why the node must not be stopped now, in words; undefined when it may be. */
export async function obstacle(
  config: RunConfig,
  cluster: Cluster,
  around: Surroundings,
): Promise<string | undefined> {
  return (
    nearFork(config, around.now()) ??
    (await rollout(config, cluster)) ??
    (await tooFewOthers(config, cluster)) ??
    notSynced(config, await sidecarStatus(config, around), around.now())
  );
}

/** Around a fork every node is needed, and clients are being upgraded. */
function nearFork({ network, forkMarginHours }: RunConfig, nowMs: number) {
  const now = Math.floor(nowMs / 1_000);
  const margin = forkMarginHours * HOUR;
  const next = nextFork(network, now);
  if (next && next.time - now < margin)
    return `the fork ${next.name} is ${inHours(
      next.time - now,
    )} away, less than forkMarginHours ${forkMarginHours}`;
  const last = activeFork(network, now);
  if (last && now - last.time < margin)
    return `the fork ${last.name} was ${inHours(
      now - last.time,
    )} ago, less than forkMarginHours ${forkMarginHours}`;
  return undefined;
}

async function rollout(config: RunConfig, cluster: Cluster) {
  const { statefulSet } = config;
  const set = await cluster.read('statefulSet', statefulSet, statefulSetSchema);
  if (!set) return `there is no StatefulSet ${statefulSet}`;
  const { metadata, spec, status } = set;
  if (spec.replicas === 0)
    return `StatefulSet ${statefulSet} is scaled to 0: somebody stopped the node`;
  const isSettled =
    status.observedGeneration === metadata.generation &&
    status.currentRevision === status.updateRevision &&
    status.updatedReplicas >= spec.replicas;
  if (!isSettled) return `StatefulSet ${statefulSet} is being rolled out`;
  return status.readyReplicas < spec.replicas
    ? `the pod ${statefulSet}-0 is not ready`
    : undefined;
}

/** How many other nodes of the network are ready; undefined when nobody counts them. */
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
  // A pod that is being deleted is no longer counted, whatever its condition says.
  const isCounted =
    pod !== undefined &&
    !pod.metadata.deletionTimestamp &&
    pod.status.conditions.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  return (budget?.status.currentHealthy ?? 0) - (isCounted ? 1 : 0);
}

/** In words; undefined when there are enough. */
export async function tooFewOthers(config: RunConfig, cluster: Cluster) {
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
  if (status.node.network !== network.name)
    return `the sidecar watches a node of ${status.node.network}, not of ${network.name}`;
  if (state !== 'SYNCED') return `the node is ${state}: ${summary}`;
  const minutes = (now - since) / 60_000;
  return minutes < syncedMinutes
    ? `the node has been SYNCED for ${Math.floor(
        minutes,
      )} minutes, less than syncedMinutes ${syncedMinutes}`
    : undefined;
}

/** @returns what is wrong, in words, when the sidecar does not answer */
async function sidecarStatus(
  { statusUrl }: RunConfig,
  { fetch }: Surroundings,
): Promise<NodeStatus | string> {
  try {
    const response = await fetch(statusUrl, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const body = await readBody(response, MOST_BYTES);
    if (!body.ok) throw new Error(body.why);
    const json = parseJson(body.value);
    if (!json.ok) throw new Error(`its answer ${json.why}`);
    return nodeStatusSchema.parse(json.value);
  } catch (error) {
    return `the sidecar does not give its status at ${shownUrl(statusUrl)}: ${
      error instanceof Error ? error.message : error
    }`;
  }
}

function inHours(seconds: number): string {
  return `${Math.round((seconds / HOUR) * 10) / 10} h`;
}
