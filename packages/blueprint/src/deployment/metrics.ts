import { autoscalerSchema } from './objects';
import type { Autoscaler } from './objects';
import type { LayerObjects } from './kinds';
import type { DesiredState } from './state';

/** API group of each type of metric: metrics-server serves the first, an adapter the others. */
const groups = new Map(
  Object.entries({
    Resource: 'metrics.k8s.io',
    ContainerResource: 'metrics.k8s.io',
    Pods: 'custom.metrics.k8s.io',
    Object: 'custom.metrics.k8s.io',
    External: 'external.metrics.k8s.io',
  }),
);

/** Metrics API groups that an autoscaler needs; none where it only keeps a size. */
export function metricsGroups({ spec }: Autoscaler): string[] {
  if (spec.minReplicas === spec.maxReplicas) return [];
  // Without `metrics` it scales by CPU utilisation.
  const types = spec.metrics.length
    ? spec.metrics.map(({ type }) => type)
    : ['Resource'];
  return [...new Set(types.flatMap(type => groups.get(type) ?? []))];
}

/** The environment's autoscalers, and those of the platform layers. */
export function allAutoscalers(
  { objects }: DesiredState,
  { autoscalers }: LayerObjects,
): Autoscaler[] {
  const rendered = objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(object => autoscalerSchema.parse(object));
  return [...rendered, ...autoscalers];
}

/** All groups that these autoscalers need. */
export const requiredMetricsGroups = (
  desired: DesiredState,
  layers: LayerObjects,
) => [...new Set(allAutoscalers(desired, layers).flatMap(metricsGroups))];
