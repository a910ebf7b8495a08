import { planRequest } from '../plan/plan';
import type { Plan } from '../plan/plan';
import { aRequest } from './requests';

/** The plan of a request that must be accepted. */
export function aPlan(changes: Record<string, unknown> = {}): Plan {
  const result = planRequest(aRequest(changes), {
    now: new Date('2026-11-23T00:00:00Z'),
  });
  if (!result.ok) {
    throw new Error(
      `refused: ${result.problems
        .map(({ path, reason }) => `${path} ${reason}`)
        .join('; ')}`,
    );
  }
  return result.plan;
}
