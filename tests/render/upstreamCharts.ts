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

/** From the strictest to the loosest. */
export const podSecurityLevels = [
  'restricted',
  'baseline',
  'privileged',
] as const;

const ruleSchema = z.strictObject({
  /** Condition on the values, as a sentence. */
  rule: z.string(),
  /** File and version from which it follows. */
  source: z.string(),
  /** The same as a JSON Schema of all values that the release is given, merged. */
  schema: z.record(z.string(), z.unknown()),
  /** Values that break the rule: the fault as it was seen. */
  fault: z.record(z.string(), z.unknown()),
});

/** Facts about an upstream chart; the files of upstream/. */
const recordSchema = z.strictObject({
  /** Version of the chart whose values were read, and where. */
  version: z.string(),
  source: z.string(),
  /** Versions of components of the chart, by other keys of versions.yaml. */
  deploys: z.record(z.string(), z.string()).default({}),
  /** Paths of values that the chart has; `.*` at the end for a place that takes any key. */
  values: z.array(z.string()),
  /** Paths whose default in the chart is not null, so that a null takes it away and does not reach a template. */
  nullable: z.array(z.string()).default([]),
  /** Values that must agree. */
  rules: z.array(ruleSchema).default([]),
  /** Paths of the storage class of each claim. */
  storageClassAt: z.array(z.string()).default([]),
  /** Paths of the PriorityClass of each pod. */
  priorityClassAt: z.array(z.string()).default([]),
  /** ClusterRoles that may read Secrets all the same. */
  secretReaders: z
    .array(z.strictObject({ role: z.string(), reason: z.string() }))
    .default([]),
  /** Strictest Pod Security level that admits the chart's pods, with the values that are set. */
  podSecurity: z
    .array(
      z.strictObject({
        level: z.enum(podSecurityLevels),
        source: z.string(),
        /** Path of the value that names the pods' namespace, if it is another than the release's. */
        namespaceAt: z.string().optional(),
      }),
    )
    .default([]),
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
      `metadata: { name: 'stand-in-${name}', namespace: '{{ .Release.Namespace }}' }`,
      'data: { values: {{ .Values | toJson | quote }} }',
    ].join('\n'),
  );
}

/** A value by its path; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split(/(?<!\\)\./)
    .map(key => key.replaceAll('\\.', '.'))
    .reduce<unknown>(
      (above, key) =>
        typeof above === 'object' && above !== null
          ? new Map(Object.entries(above)).get(key)
          : undefined,
      values,
    );
}

/** Paths of values; a list is one value, and so is an empty mapping. */
export function pathsOf(values: unknown, above: string[] = []): string[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return [above.join('.')];
  }
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
