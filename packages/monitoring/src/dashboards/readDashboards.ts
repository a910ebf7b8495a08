import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { chartFiles } from '../rules';

const panelSchema = z.looseObject({
  type: z.string(),
  title: z.string().default(''),
  description: z.string().default(''),
  targets: z.array(z.looseObject({ expr: z.string() })).default([]),
  options: z.unknown().optional(),
  fieldConfig: z
    .looseObject({
      defaults: z.looseObject({ custom: z.unknown().optional() }).default({}),
    })
    .optional(),
});

const dashboardSchema = z.looseObject({
  uid: z.string(),
  panels: z.array(panelSchema),
  templating: z.object({
    list: z.array(
      z.looseObject({ type: z.string(), query: z.string().optional() }),
    ),
  }),
});

/** A dashboard's file. */
export interface DashboardFile {
  file: string;
  json: unknown;
  /** Its parts that are checked. */
  parts: z.infer<typeof dashboardSchema>;
}

/** The dashboards in the chart, as generated. */
export function readDashboards(): DashboardFile[] {
  const folder = join(chartFiles, 'dashboards');
  return readdirSync(folder).map(file => {
    const json: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return { file, json, parts: dashboardSchema.parse(json) };
  });
}

/** Every expression of a dashboard's panels, with a number in place of variables for text. */
export function queriesOf({ parts }: DashboardFile): string[] {
  return parts.panels.flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replace(/\$\{\w+Price\}/g, '1')),
  );
}
