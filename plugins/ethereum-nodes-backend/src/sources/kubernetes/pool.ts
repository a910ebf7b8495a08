import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { z } from 'zod';
import type { Pod, Workload } from './objects';
import { isControlledBy, toNode } from './workloads';

/**
 * Locator of a pool: the selector and desired number of its pods. The pods change, so they are listed whenever the pool is read.
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

/** A Deployment as one node, regardless of its number of pods. */
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

/** Whether a pod belongs to a ReplicaSet of the Deployment, which is named after it and a hash. */
export function isPodOf(pod: Pod, { metadata }: Workload): boolean {
  const hash = pod.metadata.labels['pod-template-hash'];
  return (
    pod.metadata.namespace === metadata.namespace &&
    isControlledBy(pod, 'ReplicaSet', `${metadata.name}-${hash}`)
  );
}

/**
 * Whether a pod is an active one of the Deployment. Like the ReplicaSet controller, this excludes pods that have ended or are being
 * deleted.
 */
export function isActivePodOf(pod: Pod, { deployment }: Pool): boolean {
  const hash = pod.metadata.labels['pod-template-hash'];
  return (
    isControlledBy(pod, 'ReplicaSet', `${deployment}-${hash}`) &&
    pod.metadata.deletionTimestamp === undefined &&
    !['Succeeded', 'Failed'].includes(pod.status.phase)
  );
}

/** Whether a pod receives traffic from its Service. */
export function isReady(pod: Pod): boolean {
  return pod.status.conditions.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
