import { podCost } from '@nodeyard/ethereum';
import type { Prices } from './prices';
import type { Requests } from './requests';

/** From the fewest pods to the most. */
export interface Range {
  min: number;
  max: number;
}

/** What one workload costs per month. */
export interface WorkloadCost extends Requests {
  month: Range;
}

export interface TeamCost {
  /** Undefined for what has no owner. */
  team: string | undefined;
  workloads: WorkloadCost[];
  month: Range;
  budget: number | undefined;
}

/** What teams pay per month for what they request. */
export function costByTeam(
  requests: readonly Requests[],
  prices: Prices,
): TeamCost[] {
  const teams = [...new Set(requests.map(({ team }) => team))];
  return teams.map(team => {
    const workloads = requests
      .filter(workload => workload.team === team)
      .map(workload => ({ ...workload, month: monthOf(workload, prices) }));
    return {
      team,
      workloads,
      month: {
        min: sum(workloads.map(({ month }) => month.min)),
        max: sum(workloads.map(({ month }) => month.max)),
      },
      budget: team === undefined ? undefined : prices.budgets.get(team),
    };
  });
}

function monthOf(requests: Requests, prices: Prices): Range {
  const pod = podCost(requests, prices);
  return { min: requests.pods.min * pod, max: requests.pods.max * pod };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
