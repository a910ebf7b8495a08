import type { Prices } from './prices';
import type { Requests } from './requests';

/** Hours of a month, as in files/alerts/cost.rules.yaml. */
const HOURS = 730;

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

function monthOf(
  { pods, cores, memoryGib, volumes }: Requests,
  { cpuHour, memoryGibHour, storageGibMonth }: Prices,
): Range {
  const byClass = (storageClass = 'default') =>
    storageGibMonth.get(storageClass) ?? storageGibMonth.get('default') ?? 0;
  const pod =
    HOURS * (cores * cpuHour + memoryGib * memoryGibHour) +
    sum(volumes.map(({ storageClass, gib }) => gib * byClass(storageClass)));
  return { min: pods.min * pod, max: pods.max * pod };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
