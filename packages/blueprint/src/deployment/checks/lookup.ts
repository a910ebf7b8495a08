import type { z } from 'zod';
import { autoscalerSchema, matches } from '../objects';
import type { Pod, Workload } from '../objects';
import type { Deployment, Wanted } from '../seen';
import { nodeLabel } from '../wanted';

/** A node: what is asked for, and what there is of it. */
export interface RunningNode {
  /** Name of its workload, which is what people call it. */
  name: string;
  /** `StatefulSet` or `Deployment`. */
  kind: string;
  wanted: Workload;
  live: Workload | undefined;
  pods: readonly Pod[];
}

export function nodesOf({ wanted, seen }: Deployment): RunningNode[] {
  return wanted.workloads.map(workload => {
    const kind = workload.kind ?? 'StatefulSet';
    const { name } = workload.metadata;
    const candidates =
      kind === 'Deployment' ? seen.deployments : seen.statefulSets;
    const labels = workload.spec.selector.matchLabels;
    return {
      name,
      kind,
      wanted: workload,
      live: candidates.find(({ metadata }) => metadata.name === name),
      pods: seen.pods.filter(({ metadata }) =>
        matches(labels, metadata.labels),
      ),
    };
  });
}

/** Every pod of a node, with the node. */
export const podsOf = (deployment: Deployment) =>
  nodesOf(deployment).flatMap(node => node.pods.map(pod => ({ node, pod })));

/** The rendered objects of one kind. */
export function rendered<T extends z.ZodType>(
  { objects }: Wanted,
  kind: string,
  schema: T,
): z.infer<T>[] {
  return objects
    .filter(object => object.kind === kind)
    .map(object => schema.parse(object));
}

/** Autoscalers that only keep the size of a pool (`min` is `max`), for which they need no metrics. */
export function sizeKeepers(wanted: Wanted): string[] {
  return rendered(wanted, 'HorizontalPodAutoscaler', autoscalerSchema).flatMap(
    ({ metadata: { name }, spec: { minReplicas, maxReplicas } }) =>
      minReplicas === maxReplicas ? [name] : [],
  );
}

/** kubectl as a person must call it to see a namespace of the environment's cluster. */
export const kubectlIn = ({ context }: Wanted, namespace: string) =>
  `kubectl ${context ? `--context ${context} ` : ''}-n ${namespace}`;

/** The same for the environment's own namespace. */
export const kubectl = (wanted: Wanted) => kubectlIn(wanted, wanted.namespace);

/** The way to make it so again. */
export const deploy = ({ environment }: Wanted) =>
  `make deploy ENV=${environment}`;

/** The target of make for each layer. */
const targets: Readonly<Record<string, string>> = {
  infrastructure: 'deploy-infrastructure',
  'local-registry': 'deploy-registry',
  istio: 'deploy-istio',
  observability: 'deploy-observability',
};

/** The same for one layer, which is a folder of helmfiles/. */
export const deployLayer = ({ environment }: Wanted, layer: string) =>
  `make ${targets[layer] ?? 'deploy'} ENV=${environment}`;

export const condition = (
  conditions: ReadonlyArray<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }>,
  type: string,
) => conditions.find(candidate => candidate.type === type);

/** Minutes since a time of Kubernetes; undefined when there is none. */
export const minutesSince = (time: string | null | undefined, now: number) =>
  time ? (now - Date.parse(time)) / 60_000 : undefined;

/** Every object of one node, for what is asked of it in vain: then none of them is as the environment says. */
export const objectsOfNode = (
  { objects }: Wanted,
  { metadata: { labels } }: Workload,
): string[] =>
  objects
    .filter(({ metadata }) => metadata.labels[nodeLabel] === labels[nodeLabel])
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
