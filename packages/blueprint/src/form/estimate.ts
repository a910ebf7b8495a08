import { planRequest } from '../plan/plan';
import type { Plan, PlanOptions } from '../plan/plan';
import { sizeProblems } from '../request/size';
import type { Answers } from './answers';
import { requestOf } from './answers';

/** Keys of a request that decide no size, with values that are always valid. */
const unsized = {
  apiVersion: 'nodeyard.io/v1',
  name: 'estimate',
  owner: 'group:default/estimate',
  description: 'Estimate',
  environments: ['staging'],
};

/**
 * The plan of the answers that decide sizes and cost, also before other questions are answered.
 *
 * @returns undefined while one of them is missing or refused
 * @public
 */
export function estimatedPlan(
  answers: Answers,
  options: PlanOptions,
): Plan | undefined {
  if (sizeProblems(answers).length > 0) return undefined;
  const { network, nodes, serve } = requestOf({
    ...answers,
    snapshots: 'none',
  });
  const result = planRequest(
    { ...unsized, network, nodes, ...(serve ? { serve } : {}) },
    options,
  );
  return result.ok ? result.plan : undefined;
}
