import { objectsSchema } from '../deployment/kinds';
import { emptyState } from '../deployment/observe';
import type {
  Deployment,
  ObservedState,
  DesiredState,
} from '../deployment/state';

/** 2026-11-23 12:00:00 UTC. */
export const noon = Date.UTC(2026, 10, 23, 12);

/** An observed state that is empty except for the given objects, in the shape of the API server. */
export function observedState(
  given: Record<string, unknown> = {},
): ObservedState {
  return { ...emptyState, ...objectsSchema.parse(given) };
}

/** An empty environment and an empty cluster, except for what is given. */
export function testDeployment({
  desired = {},
  observed = observedState(),
  unavailable = new Map(),
}: {
  desired?: Partial<DesiredState>;
  observed?: ObservedState;
  unavailable?: Deployment['unavailable'];
} = {}): Deployment {
  return {
    desired: {
      environment: 'local',
      namespace: 'ethereum',
      objects: [],
      workloads: [],
      releases: [],
      platformObjects: [],
      ...desired,
    },
    observed,
    unavailable,
    now: noon,
  };
}
