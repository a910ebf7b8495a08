import {
  ANNOTATION_CALLERS_URL,
  ANNOTATION_ENTITY_REF,
  ANNOTATION_OWNER,
  HEALTH_PORT_NAME,
  LABEL_CONSENSUS_CLIENT,
  LABEL_EXECUTION_CLIENT,
  LABEL_NETWORK,
  LABEL_NODE,
  LABEL_ROLE,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { messageSchema } from '@nodeyard/ethereum';
import type { JsonObject } from '@backstage/types';
import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { z } from 'zod';
import { parseCallersUrl } from '../../parseCallersUrl';
import { normalizeEntityRef } from '../../normalizeEntityRef';
import { UNKNOWN_NETWORK } from '../../networkLookup';
import type { Pod, Workload } from './objects';
import { podTrouble } from './podTrouble';
import { workloadFacts } from './workloadFacts';
import { workloadResources } from './workloadResources';

const DEFAULT_HEALTH_PORT = 8099;

/** A message, or the text of an older version. */
export const storedSentence = z.union([z.string().max(1000), messageSchema]);

export const locatedPodSchema = z.object({
  name: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
  trouble: storedSentence.optional(),
});

/** Locator of a StatefulSet's pods, to read their sidecars. */
export const locatorSchema = z.object({
  pods: z.array(locatedPodSchema).max(10_000),
  /** Why there is no pod. */
  absent: storedSentence.optional(),
});

export type LocatedPod = z.infer<typeof locatedPodSchema>;
export type Locator = z.infer<typeof locatorSchema>;

/** A StatefulSet and its pods as a node. */
export function toStatefulSetNode(
  cluster: string,
  workload: Workload,
  pods: Pod[],
): FoundNode {
  return toNode(cluster, workload, pods, toLocator(workload, pods));
}

export function toNode(
  cluster: string,
  workload: Workload,
  pods: Pod[],
  locator: JsonObject,
): FoundNode {
  const { name, namespace, labels, annotations } = workload.metadata;
  const consensusClient = labels[LABEL_CONSENSUS_CLIENT];
  return {
    id: `${encodeClusterName(cluster)}~${namespace}~${name}`,
    name,
    cluster,
    namespace,
    network: labels[LABEL_NETWORK] ?? UNKNOWN_NETWORK,
    role: labels[LABEL_ROLE],
    executionClient: labels[LABEL_EXECUTION_CLIENT],
    consensusClient: consensusClient === 'none' ? undefined : consensusClient,
    ...readReferences(workload),
    callersUrl: parseCallersUrl(annotations[ANNOTATION_CALLERS_URL] ?? ''),
    seriesName: labels[LABEL_NODE],
    facts: workloadFacts(workload, pods),
    resources: workloadResources(workload),
    locator,
  };
}

/** Annotations are untrusted: invalid references are ignored. */
export function readReferences({
  metadata: { annotations },
}: Workload): Pick<FoundNode, 'ownerRef' | 'entityRef'> {
  return {
    ownerRef: normalizeEntityRef(annotations[ANNOTATION_OWNER] ?? ''),
    entityRef: normalizeEntityRef(annotations[ANNOTATION_ENTITY_REF] ?? ''),
  };
}

function toLocator(workload: Workload, pods: Pod[]): Locator {
  const { name, namespace } = workload.metadata;
  if (pods.length === 0) {
    const absent =
      workload.spec.replicas === 0
        ? say('statefulset-at-0', { name })
        : say('statefulset-without-pod', { name, namespace });
    return { pods: [], absent };
  }
  return { pods: pods.map(toLocatedPod) };
}

export function toLocatedPod(pod: Pod): LocatedPod {
  const trouble = podTrouble(pod);
  return {
    name: pod.metadata.name,
    port: findHealthPort(pod),
    ...(trouble && { trouble }),
  };
}

export function belongsTo(pod: Pod, workload: Workload): boolean {
  return (
    pod.metadata.namespace === workload.metadata.namespace &&
    isControlledBy(pod, 'StatefulSet', workload.metadata.name)
  );
}

export function isControlledBy(pod: Pod, kind: string, name: string): boolean {
  return pod.metadata.ownerReferences.some(
    owner => owner.controller && owner.kind === kind && owner.name === name,
  );
}

function findHealthPort(pod: Pod): number {
  const containers = [...pod.spec.containers, ...pod.spec.initContainers];
  const port = containers
    .flatMap(({ ports }) => ports)
    .find(({ name }) => name === HEALTH_PORT_NAME);
  return port?.containerPort ?? DEFAULT_HEALTH_PORT;
}

/** Encodes a cluster name such as `arn:aws:eks:eu-west-1:1234:cluster/prod` for an ID, which is one URL path segment. */
export function encodeClusterName(cluster: string): string {
  return cluster.replace(/[^A-Za-z0-9._:-]/g, character =>
    [...Buffer.from(character)]
      .map(byte => `=${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  );
}
