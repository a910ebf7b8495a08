import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeStatusSchema, type NodeStatus } from '@nodeyard/ethereum';
import { z } from 'zod';
import { read } from './cluster';

export const namespace = 'ledger';
const pod = 'geth-0-0';
const service = 'geth-0';

/** What Kubernetes and the sidecar say about the pair, read in one go. */
export interface Sight {
  /** Kubernetes' own verdict: the pod's Ready condition. */
  podReady: boolean;
  /** Addresses that the RPC Service leads to. */
  endpoints: number;
  /** The sidecar's, through the API server; undefined while it does not answer. */
  status?: NodeStatus;
}

const podSchema = z.object({
  status: z.object({
    conditions: z
      .array(z.object({ type: z.string(), status: z.string() }))
      .default([]),
    containerStatuses: z
      .array(
        z.object({
          name: z.string(),
          containerID: z.string().optional(),
          restartCount: z.number(),
          state: z.object({ running: z.object({}).optional() }),
        }),
      )
      .default([]),
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

const podPath = `/api/v1/namespaces/${namespace}/pods/${pod}`;
const slicesPath = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io/service-name=${service}`;

/** Looks once. */
export async function look(): Promise<Sight> {
  const [found, slices, status] = await Promise.all([
    read(podPath, podSchema),
    read(slicesPath, endpointSlicesSchema),
    read(`${podPath}:8099/proxy/status`, nodeStatusSchema),
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
 * Looks every second until it sees what is wanted.
 *
 * @returns everything seen on the way, the wanted sight last
 * @throws when it does not come in time, with the last sight
 */
export async function watch(
  wanted: (sight: Sight) => boolean,
  seconds: number,
): Promise<[...Sight[], Sight]> {
  const sights: Sight[] = [];
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const sight = await look();
    sights.push(sight);
    if (wanted(sight)) return [...sights, sight];
    if (Date.now() > deadline) {
      throw new Error(
        `not seen in ${seconds} s; at last: ${describeSight(sight)}`,
      );
    }
    await sleep(1_000);
  }
}

export function describeSight({ podReady, endpoints, status }: Sight): string {
  const verdict = status
    ? `${status.verdict.state}: ${status.verdict.summary}`
    : 'the sidecar does not answer';
  return `pod ${
    podReady ? 'ready' : 'not ready'
  }, ${endpoints} endpoints, ${verdict}`;
}

/** The pod's containers: name, and whether each runs and how often it was started again. */
export async function containers(): Promise<
  Array<{ name: string; running: boolean; restarts: number }>
> {
  const found = await read(podPath, podSchema);
  return (found?.status.containerStatuses ?? []).map(container => ({
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
  container: string,
  name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL',
): Promise<number> {
  const found = await read(podPath, podSchema);
  const containerId = found?.status.containerStatuses
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
