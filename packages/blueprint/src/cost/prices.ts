import type { ResourcePrices } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Rendered } from '../deployment/objects';

/** What is paid for, and what teams may spend: amounts of one currency. */
export interface Prices extends ResourcePrices {
  /** `2026-11`: when they were looked up. */
  asOf: string;
  currency: string;
  /** By team, per month. */
  budgets: ReadonlyMap<string, number>;
}

const ruleSchema = z.object({
  record: z.string(),
  expr: z
    .string()
    .regex(/^vector\([0-9.e+-]+\)$/)
    .transform(expr => Number(expr.slice('vector('.length, -1))),
  labels: z.record(z.string(), z.string()),
});
const groupsSchema = z.object({
  spec: z.object({
    groups: z.array(z.object({ rules: z.array(z.unknown()) })),
  }),
});

/**
 * The prices of an environment, from the rules that it renders: what Prometheus computes with is what is shown.
 *
 * @returns undefined where no rules are rendered
 */
export function pricesOf(objects: readonly Rendered[]): Prices | undefined {
  const rules = objects
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(object => groupsSchema.safeParse(object).data?.spec.groups ?? [])
    .flatMap(({ rules: ofGroup }) => ofGroup)
    .flatMap(rule => ruleSchema.safeParse(rule).data ?? []);
  const prices = rules.filter(({ record }) => record === 'eth:price');
  const of = (resource: string) =>
    prices.filter(({ labels }) => labels.resource === resource);
  const [cpu] = of('cpu');
  const [memory] = of('memory');
  if (!cpu || !memory) return undefined;
  return {
    asOf: cpu.labels.as_of ?? '',
    currency: cpu.labels.currency ?? '',
    cpuHour: cpu.expr,
    memoryGibHour: memory.expr,
    storageGibMonth: new Map(
      of('storage').map(({ labels, expr }) => [
        labels.storageclass ?? 'default',
        expr,
      ]),
    ),
    budgets: new Map(
      rules
        .filter(({ record }) => record === 'eth:team_budget:month')
        .flatMap(({ labels: { team }, expr }) =>
          team === undefined ? [] : [[team, expr] as const],
        ),
    ),
  };
}
