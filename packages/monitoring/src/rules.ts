import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the chart carries for a cluster: rules and dashboards. */
export const chartFiles = resolve(
  // Runs from src only: this package is neither built nor installed.
  // eslint-disable-next-line no-restricted-syntax
  __dirname,
  '../../../charts/ethereum-network/files',
);

const ruleSchema = z.looseObject({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z
    .object({
      summary: z.string(),
      description: z.string(),
      runbook_url: z.string(),
    })
    .optional(),
});

const rulesSchema = z.object({
  groups: z.array(
    z.looseObject({ name: z.string(), rules: z.array(ruleSchema) }),
  ),
});

/** An alert has the name `alert`, a recording rule writes the series `record`. */
export type Rule = z.infer<typeof ruleSchema>;

/** Groups of all files `*.rules.yaml` of a folder, with every key that Prometheus reads. */
export function readRuleGroups(folder: string) {
  return readdirSync(folder)
    .filter(file => file.endsWith('.rules.yaml'))
    .flatMap(
      file =>
        rulesSchema.parse(parse(readFileSync(join(folder, file), 'utf8')))
          .groups,
    );
}

/** All rules of the chart's `files/alerts`. */
export function readRules(): Rule[] {
  return readRuleGroups(join(chartFiles, 'alerts')).flatMap(
    ({ rules }) => rules,
  );
}
