/** Hours of a month, as in files/alerts/cost.rules.yaml. */
const HOURS = 730;

/** Prices in one currency. */
export interface ResourcePrices {
  cpuHour: number;
  memoryGibHour: number;
  /** By storage class; `default` for all others. */
  storageGibMonth: ReadonlyMap<string, number>;
}

/** Requests of one pod. */
export interface PodRequests {
  cores: number;
  memoryGib: number;
  volumes: Array<{ storageClass: string | undefined; gib: number }>;
}

/** Price of the requests of one pod per month. */
export function podCost(
  { cores, memoryGib, volumes }: PodRequests,
  { cpuHour, memoryGibHour, storageGibMonth }: ResourcePrices,
): number {
  const byClass = (storageClass = 'default') =>
    storageGibMonth.get(storageClass) ?? storageGibMonth.get('default') ?? 0;
  return volumes.reduce(
    (sum, { storageClass, gib }) => sum + gib * byClass(storageClass),
    HOURS * (cores * cpuHour + memoryGib * memoryGibHour),
  );
}
