import { nothingBeneath } from '../deployment/beneath';
import { objectsSchema } from '../deployment/kinds';
import type { Deployment, Seen, Wanted } from '../deployment/seen';

/** 2026-11-23 12:00:00 UTC. */
export const noon = Date.UTC(2026, 10, 23, 12);

/** What is there: nothing, but for what is said, in the shape that the API server gives it. */
export function whatIsSeen(given: Record<string, unknown> = {}): Seen {
  return {
    ...objectsSchema.parse(given),
    version: '',
    namespace: undefined,
    secrets: [],
    kinds: [],
    sidecars: new Map(),
    differences: [],
    ...nothingBeneath,
  };
}

/** An environment that asks for nothing, and a cluster that has nothing; say what differs. */
export function aDeployment({
  wanted = {},
  seen = whatIsSeen(),
  unread = new Map(),
}: {
  wanted?: Partial<Wanted>;
  seen?: Seen;
  unread?: Deployment['unread'];
} = {}): Deployment {
  return {
    wanted: {
      environment: 'local',
      namespace: 'ethereum',
      objects: [],
      workloads: [],
      releases: [],
      beneath: [],
      ...wanted,
    },
    seen,
    unread,
    now: noon,
  };
}
