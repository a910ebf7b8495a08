import type { z } from 'zod';
import { autoscalerSchema, matches } from '../objects';
import type { Pod, Workload } from '../objects';
import type { Deployment, DesiredState } from '../state';
import { NODE_LABEL } from '../desiredState';

/** A node: its desired workload, the live one, and its pods. */
export interface NodeDeployment {
  /** Name of its workload, by which users know it. */
  name: string;
  /** `StatefulSet` or `Deployment`. */
  kind: string;
  desired: Workload;
  live: Workload | undefined;
  pods: readonly Pod[];
}

export function nodesOf({ desired, observed }: Deployment): NodeDeployment[] {
  return desired.workloads.map(workload => {
    const kind = workload.kind ?? 'StatefulSet';
    const { name } = workload.metadata;
    const candidates =
      kind === 'Deployment' ? observed.deployments : observed.statefulSets;
    const labels = workload.spec.selector.matchLabels;
    return {
      name,
      kind,
      desired: workload,
      live: candidates.find(({ metadata }) => metadata.name === name),
      pods: observed.pods.filter(({ metadata }) =>
        matches(labels, metadata.labels),
      ),
    };
  });
}

/** Every pod of a node, with the node. */
export const podsOf = (deployment: Deployment) =>
  nodesOf(deployment).flatMap(node => node.pods.map(pod => ({ node, pod })));

/** The rendered objects of one kind. */
export function renderedObjects<T extends z.ZodType>(
  { objects }: DesiredState,
  kind: string,
  schema: T,
): z.infer<T>[] {
  return objects
    .filter(object => object.kind === kind)
    .map(object => schema.parse(object));
}

/** Autoscalers whose minimum is their maximum: they need no metrics. */
export function fixedSizeAutoscalers(desired: DesiredState): string[] {
  return renderedObjects(
    desired,
    'HorizontalPodAutoscaler',
    autoscalerSchema,
  ).flatMap(({ metadata: { name }, spec: { minReplicas, maxReplicas } }) =>
    minReplicas === maxReplicas ? [name] : [],
  );
}

/** The kubectl command line for a namespace of the environment's cluster. */
export const kubectlForNamespace = (
  { context }: DesiredState,
  namespace: string,
) => `kubectl ${context ? `--context ${context} ` : ''}-n ${namespace}`;

/** The same for the namespace of the nodes. */
export const kubectlForNodes = (desired: DesiredState) =>
  kubectlForNamespace(desired, desired.namespace);

/** The command that restores the desired state. */
export const deployCommand = ({ environment }: DesiredState) =>
  `make deploy ENV=${environment}`;

/** The target of make for each layer. */
const layerTargets: Readonly<Record<string, string>> = {
  infrastructure: 'deploy-infrastructure',
  'local-registry': 'deploy-registry',
  istio: 'deploy-istio',
  observability: 'deploy-observability',
};

/** The same for one layer, a folder of helmfiles/. */
export const deployLayerCommand = (
  { environment }: DesiredState,
  layer: string,
) => `make ${layerTargets[layer] ?? 'deploy'} ENV=${environment}`;

export const findCondition = (
  conditions: ReadonlyArray<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }>,
  type: string,
) => conditions.find(candidate => candidate.type === type);

/** Minutes since a timestamp of Kubernetes; undefined without one. */
export const minutesSince = (time: string | null | undefined, now: number) =>
  time ? (now - Date.parse(time)) / 60_000 : undefined;

/** All rendered objects of one node: none of them can be as desired while its workload is not. */
export const objectsOfNode = (
  { objects }: DesiredState,
  { metadata: { labels } }: Workload,
): string[] =>
  objects
    .filter(
      ({ metadata }) => metadata.labels[NODE_LABEL] === labels[NODE_LABEL],
    )
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
