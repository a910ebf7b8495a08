import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeStatusSchema, type NodeStatus } from '@nodeyard/ethereum';
import { z } from 'zod';
import { read } from './cluster';

/** A node's pair on the cluster: the pod `<node>-0` of the StatefulSet `<node>`, behind the Service `<node>`. */
export interface Pair {
  namespace: string;
  /** Name of the node, and of its release. */
  node: string;
}

/** State of the pair by Kubernetes and the sidecar, read at once. */
export interface PairStatus {
  /** Kubernetes' own verdict: the pod's Ready condition. */
  podReady: boolean;
  /** Addresses that the RPC Service leads to. */
  endpoints: number;
  /** The sidecar's, through the API server; undefined while it does not answer. */
  status?: NodeStatus;
}

const containerStatusesSchema = z
  .array(
    z.object({
      name: z.string(),
      containerID: z.string().optional(),
      restartCount: z.number(),
      state: z.object({
        running: z.object({}).optional(),
        terminated: z.object({ exitCode: z.number() }).optional(),
      }),
    }),
  )
  .default([]);
const podSchema = z.object({
  status: z.object({
    conditions: z
      .array(z.object({ type: z.string(), status: z.string() }))
      .default([]),
    initContainerStatuses: containerStatusesSchema,
    containerStatuses: containerStatusesSchema,
  }),
});
const endpointSlicesSchema = z.object({
  items: z.array(
    z.object({
      endpoints: z
        .array(z.object({ conditions: z.object({ ready: z.boolean() }) }))
        .nullish(),
    }),
  ),
});

const podPath = ({ namespace, node }: Pair) =>
  `/api/v1/namespaces/${namespace}/pods/${node}-0`;
const slicesPath = ({ namespace, node }: Pair) =>
  `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io/service-name=${node}`;

/** Looks once. */
export async function readPair(pair: Pair): Promise<PairStatus> {
  const [found, slices, status] = await Promise.all([
    read(podPath(pair), podSchema),
    read(slicesPath(pair), endpointSlicesSchema),
    read(`${podPath(pair)}:8099/proxy/status`, nodeStatusSchema),
  ]);
  const ready = found?.status.conditions.find(({ type }) => type === 'Ready');
  const endpoints = (slices?.items ?? []).flatMap(
    slice => slice.endpoints ?? [],
  );
  return {
    podReady: ready?.status === 'True',
    endpoints: endpoints.filter(({ conditions }) => conditions.ready).length,
    status,
  };
}

/**
 * Reads the status every second until it meets a condition.
 *
 * @returns everything seen on the way, the one that meets the condition last
 * @throws when it does not come in time, with the last status
 */
export async function watch(
  pair: Pair,
  condition: (status: PairStatus) => boolean,
  seconds: number,
): Promise<[...PairStatus[], PairStatus]> {
  const statuses: PairStatus[] = [];
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const current = await readPair(pair);
    statuses.push(current);
    if (condition(current)) return [...statuses, current];
    if (Date.now() > deadline) {
      throw new Error(
        `not seen in ${seconds} s; at last: ${describeStatus(current)}`,
      );
    }
    await sleep(1_000);
  }
}

export function describeStatus({
  podReady,
  endpoints,
  status,
}: PairStatus): string {
  const verdict = status
    ? `${status.verdict.state}: ${status.verdict.summary}`
    : 'the sidecar does not answer';
  return `pod ${
    podReady ? 'ready' : 'not ready'
  }, ${endpoints} endpoints, ${verdict}`;
}

/** Those that are not done: the clients, and the sidecar, which is a native one and so an init container. */
function staying(pod: z.infer<typeof podSchema> | undefined) {
  const { initContainerStatuses = [], containerStatuses = [] } =
    pod?.status ?? {};
  return [
    ...initContainerStatuses.filter(
      ({ state }) => state.terminated?.exitCode !== 0,
    ),
    ...containerStatuses,
  ];
}

/** The pod's containers: name, and whether each runs and how often it was started again. */
export async function containers(
  pair: Pair,
): Promise<Array<{ name: string; running: boolean; restarts: number }>> {
  const found = await read(podPath(pair), podSchema);
  return staying(found).map(container => ({
    name: container.name,
    running: container.state.running !== undefined,
    restarts: container.restartCount,
  }));
}

/**
 * Sends a signal to the processes of one container. The cluster's node is a set of namespaces of this machine, so its
 * processes are here, in control groups that carry the container's ID.
 *
 * @returns how many there were
 */
export async function signal(
  pair: Pair,
  container: string,
  name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL',
): Promise<number> {
  const found = await read(podPath(pair), podSchema);
  const containerId = staying(found)
    .find(candidate => candidate.name === container)
    ?.containerID?.replace('containerd://', '');
  if (!containerId) return 0;
  const processIds = readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .filter(entry => controlGroup(entry).includes(containerId))
    .map(Number);
  for (const processId of processIds) process.kill(processId, name);
  return processIds.length;
}

function controlGroup(processId: string): string {
  try {
    return readFileSync(`/proc/${processId}/cgroup`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
