import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { z } from 'zod';
import type { Pod, Workload } from './objects';
import { isControlledBy, toNode } from './workloads';

/**
 * What is stored of a pool: how its pods are found and how many there should be. The pods themselves come and go, so they are
 * listed whenever the pool is read.
 */
export const poolSchema = z.object({
  deployment: z.string().max(253),
  selector: z.string().max(100_000),
  wanted: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

export type Pool = z.infer<typeof poolSchema>;

/** A Deployment as one node, however many pods it has. */
export function toPoolNode(
  cluster: string,
  deployment: Workload,
  pods: Pod[],
): FoundNode {
  const { replicas, selector } = deployment.spec;
  return toNode(cluster, deployment, pods, {
    deployment: deployment.metadata.name,
    selector: Object.entries(selector.matchLabels)
      .map(([label, value]) => `${label}=${value}`)
      .join(','),
    wanted: replicas,
  } satisfies Pool);
}

/** Pods of a Deployment's ReplicaSets, whose names are its own and a hash. */
export function isPodOf(pod: Pod, { metadata }: Workload): boolean {
  const hash = pod.metadata.labels['pod-template-hash'];
  return (
    pod.metadata.namespace === metadata.namespace &&
    isControlledBy(pod, 'ReplicaSet', `${metadata.name}-${hash}`)
  );
}

/**
 * Whether a pod is one of the Deployment's that counts. Its ReplicaSets are named after it and a hash that their pods carry; they
 * replace what has ended or is being stopped, and so do not count it either.
 */
export function isActivePodOf(pod: Pod, { deployment }: Pool): boolean {
  const hash = pod.metadata.labels['pod-template-hash'];
  return (
    isControlledBy(pod, 'ReplicaSet', `${deployment}-${hash}`) &&
    pod.metadata.deletionTimestamp === undefined &&
    !['Succeeded', 'Failed'].includes(pod.status.phase)
  );
}

/** Whether callers are led to a pod, as far as Kubernetes is concerned. */
export function isReady(pod: Pod): boolean {
  return pod.status.conditions.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
