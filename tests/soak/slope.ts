import { ensurePresent } from '../ensurePresent';

/** How a quantity changes with time: in percent of its level an hour, and half the width of the 95 % confidence interval. */
export interface Slope {
  percentPerHour: number;
  plusMinus: number;
  points: number;
}

/** Two-sided 95 % of Student's t by degrees of freedom: the first that is as large as the sample's. */
const quantiles: ReadonlyArray<[freedom: number, t: number]> = [
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [5, 2.571],
  [8, 2.306],
  [12, 2.179],
  [20, 2.086],
  [30, 2.042],
  [60, 2.0],
];

/**
 * The straight line through points, by least squares. Neighbouring points are not independent, so the interval is a little
 * narrower than it should be.
 *
 * @returns undefined for fewer than five points
 */
export function slopeOf(
  points: ReadonlyArray<{ at: number; value: number }>,
): Slope | undefined {
  if (points.length < 5) return undefined;
  const start = ensurePresent(points[0]).at;
  const hours = points.map(({ at }) => (at - start) / 3_600_000);
  const values = points.map(({ value }) => value);
  const [meanX, meanY] = [mean(hours), mean(values)];
  const spread = sum(hours.map(x => (x - meanX) ** 2));
  const slope =
    sum(hours.map((x, i) => (x - meanX) * (ensurePresent(values[i]) - meanY))) /
    spread;
  const freedom = points.length - 2;
  const residuals = sum(
    hours.map(
      (x, i) => (ensurePresent(values[i]) - meanY - slope * (x - meanX)) ** 2,
    ),
  );
  const error = Math.sqrt(residuals / freedom / spread);
  // Between two rows of the table the larger quantile holds.
  const t = quantiles.filter(([least]) => least <= freedom).at(-1)?.[1] ?? NaN;
  return {
    percentPerHour: (100 * slope) / meanY,
    plusMinus: (100 * t * error) / meanY,
    points: points.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
