import { autoscalerSchema } from './objects';
import type { Autoscaler } from './objects';
import type { LayerObjects } from './kinds';
import type { Wanted } from './seen';

/** Where numbers of each kind come from; metrics-server brings the first, an adapter the others. */
const groups = new Map(
  Object.entries({
    Resource: 'metrics.k8s.io',
    ContainerResource: 'metrics.k8s.io',
    Pods: 'custom.metrics.k8s.io',
    Object: 'custom.metrics.k8s.io',
    External: 'external.metrics.k8s.io',
  }),
);

/** The groups of an autoscaler's numbers; none where it only keeps a size. */
export function groupsOf({ spec }: Autoscaler): string[] {
  if (spec.minReplicas === spec.maxReplicas) return [];
  // Without metrics it goes by the processor.
  const types = spec.metrics.length
    ? spec.metrics.map(({ type }) => type)
    : ['Resource'];
  return [...new Set(types.flatMap(type => groups.get(type) ?? []))];
}

/** The environment's autoscalers, and those that the layers brought. */
export function autoscalersOf(
  { objects }: Wanted,
  { autoscalers }: LayerObjects,
): Autoscaler[] {
  const rendered = objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(object => autoscalerSchema.parse(object));
  return [...rendered, ...autoscalers];
}

/** Every group that one of them asks for. */
export const scalingGroups = (wanted: Wanted, layers: LayerObjects) => [
  ...new Set(autoscalersOf(wanted, layers).flatMap(groupsOf)),
];
