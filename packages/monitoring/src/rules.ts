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

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string().optional(),
          record: z.string().optional(),
          expr: z.string(),
        }),
      ),
    }),
  ),
});

/** An alert has the name `alert`, a recording rule writes the series `record`. */
export type Rule = z.infer<
  typeof rulesSchema
>['groups'][number]['rules'][number];

/** All rules of the chart's `files/alerts`. */
export function readRules(): Rule[] {
  const folder = join(chartFiles, 'alerts');
  return readdirSync(folder).flatMap(file =>
    rulesSchema
      .parse(parse(readFileSync(join(folder, file), 'utf8')))
      .groups.flatMap(({ rules }) => rules),
  );
}
