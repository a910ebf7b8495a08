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
import { callersUrlOf } from '../../callersUrl';
import { fullEntityRef } from '../../fullEntityRef';
import { unknownNetwork } from '../../networkTable';
import type { Pod, Workload } from './objects';
import { podTrouble } from './podTrouble';
import { workloadFacts } from './workloadFacts';

const defaultHealthPort = 8099;

/** In words where it was stored before there were messages. */
export const storedSentence = z.union([z.string().max(1000), messageSchema]);

export const locatedPodSchema = z.object({
  name: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
  trouble: storedSentence.optional(),
});

/** What is stored of a StatefulSet's pods, to read their sidecars later. */
export const locatorSchema = z.object({
  pods: z.array(locatedPodSchema).max(10_000),
  /** Why there is no pod, when there is none. */
  absent: storedSentence.optional(),
});

export type LocatedPod = z.infer<typeof locatedPodSchema>;
export type Locator = z.infer<typeof locatorSchema>;

/** A StatefulSet and its pods as a node, whether or not a pod answers. */
export function nodeOfStatefulSet(
  cluster: string,
  workload: Workload,
  pods: Pod[],
): FoundNode {
  return nodeOf(cluster, workload, pods, locatorOf(workload, pods));
}

export function nodeOf(
  cluster: string,
  workload: Workload,
  pods: Pod[],
  locator: JsonObject,
): FoundNode {
  const { name, namespace, labels, annotations } = workload.metadata;
  const consensusClient = labels[LABEL_CONSENSUS_CLIENT];
  return {
    id: `${urlSafe(cluster)}~${namespace}~${name}`,
    name,
    cluster,
    namespace,
    network: labels[LABEL_NETWORK] ?? unknownNetwork,
    role: labels[LABEL_ROLE],
    executionClient: labels[LABEL_EXECUTION_CLIENT],
    consensusClient: consensusClient === 'none' ? undefined : consensusClient,
    ...referencesOf(workload),
    callersUrl: callersUrlOf(annotations[ANNOTATION_CALLERS_URL] ?? ''),
    seriesName: labels[LABEL_NODE],
    facts: workloadFacts(workload, pods),
    locator,
  };
}

/** Anybody who may write a workload writes these: what is no reference is as good as absent. */
export function referencesOf({
  metadata: { annotations },
}: Workload): Pick<FoundNode, 'ownerRef' | 'entityRef'> {
  return {
    ownerRef: fullEntityRef(annotations[ANNOTATION_OWNER] ?? ''),
    entityRef: fullEntityRef(annotations[ANNOTATION_ENTITY_REF] ?? ''),
  };
}

function locatorOf(workload: Workload, pods: Pod[]): Locator {
  const { name, namespace } = workload.metadata;
  if (pods.length === 0) {
    const absent =
      workload.spec.replicas === 0
        ? say('statefulset-at-0', { name })
        : say('statefulset-without-pod', { name, namespace });
    return { pods: [], absent };
  }
  return { pods: pods.map(locatedPod) };
}

export function locatedPod(pod: Pod): LocatedPod {
  const trouble = podTrouble(pod);
  return {
    name: pod.metadata.name,
    port: healthPort(pod),
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

function healthPort(pod: Pod): number {
  const containers = [...pod.spec.containers, ...pod.spec.initContainers];
  const port = containers
    .flatMap(({ ports }) => ports)
    .find(({ name }) => name === HEALTH_PORT_NAME);
  return port?.containerPort ?? defaultHealthPort;
}

/** Cluster names may be anything (`arn:aws:eks:eu-west-1:1234:cluster/prod`); IDs are one URL path segment. */
export function urlSafe(cluster: string): string {
  return cluster.replace(/[^A-Za-z0-9._:-]/g, character =>
    [...Buffer.from(character)]
      .map(byte => `=${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  );
}
