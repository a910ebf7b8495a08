import { median } from '../snapshots/table';
import type { Measurement } from './subject';

const range = (values: readonly number[], digits: number) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(
    digits,
  )}-${Math.max(...values).toFixed(digits)})`;

/** A row of the table: medians of the rounds, with their ranges. */
export function row({ name, objects, wall, cpu }: Measurement) {
  return {
    render: name,
    objects,
    'wall ms': range(wall, 0),
    'CPU ms': range(cpu, 0),
  };
}

/**
 * Ratio of two renders: the median of the ratios of all rounds, with their range. Both of a round met the same load.
 */
export function ratio(a: Measurement, b: Measurement): string {
  const ratios = (key: 'wall' | 'cpu') =>
    a[key].map((value, index) => value / (b[key][index] ?? Number.NaN));
  return `${range(ratios('wall'), 2)} wall, ${range(ratios('cpu'), 2)} CPU`;
}

/** CPU time of a part: what the render without it does not need. */
export function share(
  whole: Measurement,
  without: Measurement,
  start: Measurement,
): string {
  const total = median(whole.cpu);
  const part = total - median(without.cpu);
  const own = total - median(start.cpu);
  return `${part.toFixed(0)} ms of CPU, ${((100 * part) / total).toFixed(
    0,
  )} % of the render, ${((100 * part) / own).toFixed(
    0,
  )} % of what the chart adds to the start of helm`;
}
