import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** What was looked up of somebody else's chart; the files of upstream/. */
const recordSchema = z.strictObject({
  /** Version of the chart whose values were read, and where. */
  version: z.string(),
  source: z.string(),
  /** Paths of values that the chart has; `.*` at the end for a place that takes any key. */
  values: z.array(z.string()),
});
export type UpstreamChart = z.infer<typeof recordSchema>;

/** By the names of helmfiles/charts.yaml. */
export function recordedCharts(): Map<string, UpstreamChart> {
  const folder = join(__dirname, 'upstream');
  return new Map(
    readdirSync(folder).map(file => [
      basename(file, '.yaml'),
      recordSchema.parse(parse(readFileSync(join(folder, file), 'utf8'))),
    ]),
  );
}

/** Has scripts/vendor-charts.sh fetched the chart itself? */
export function isVendored(directory: string, name: string): boolean {
  return existsSync(join(directory, 'vendor/charts', name, 'Chart.yaml'));
}

/**
 * Puts a stand-in where scripts/vendor-charts.sh would put the chart: it renders the values that it is given and nothing
 * else.
 */
export function standIn(
  directory: string,
  name: string,
  { version }: UpstreamChart,
): void {
  const folder = join(directory, 'vendor/charts', name);
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(
    join(folder, 'Chart.yaml'),
    stringify({ apiVersion: 'v2', name, version }),
  );
  writeFileSync(
    join(folder, 'templates/values.yaml'),
    [
      'apiVersion: v1',
      'kind: ConfigMap',
      `metadata: { name: 'stand-in-${name}' }`,
      'data: { values: {{ .Values | toJson | quote }} }',
    ].join('\n'),
  );
}

/** Paths of what is set; a list is one value, and so is an empty mapping. */
export function pathsOf(values: unknown, above: string[] = []): string[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return [above.join('.')];
  return Object.entries(values).flatMap(([key, value]) =>
    pathsOf(value, [...above, key.replaceAll('.', '\\.')]),
  );
}

/** Does the chart have a value of this path? */
export function hasValue({ values }: UpstreamChart, path: string): boolean {
  return values.some(known =>
    known.endsWith('.*')
      ? `${path}.`.startsWith(known.slice(0, -1))
      : known === path,
  );
}
