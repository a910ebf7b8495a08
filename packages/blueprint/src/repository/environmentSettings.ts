import type { EnvironmentName } from '../request/schema';

/** Traffic of pods that a namespace denies unless a policy allows it: in production both directions, elsewhere callers only. */
export function deniedTraffic(name: EnvironmentName): ('Ingress' | 'Egress')[] {
  return name === 'production' ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Fewest and most pods of a pool in an environment. A laptop has room for one more node. */
export function poolBounds(
  name: EnvironmentName,
  { min, max }: { min: number; max: number },
): { min: number; max: number } {
  return name === 'local' ? { min: 1, max: 1 } : { min, max };
}
