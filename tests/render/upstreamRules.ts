import Ajv from 'ajv';
import { findingOf, type Finding } from './report';
import {
  pathsOf,
  podSecurityLevels,
  valueAt,
  type UpstreamChart,
} from './upstreamCharts';

/** A release of an upstream chart: where it goes, and all values that it is given, merged. */
export interface UpstreamRelease {
  name: string;
  namespace: string;
  values: unknown;
}

const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  strictTypes: false,
});

/** Is every rule one that a mistake can break? */
export function checkRulesRefuse(
  charts: ReadonlyMap<string, UpstreamChart>,
): Finding {
  const rules = [...charts].flatMap(([name, chart]) =>
    chart.rules.map(rule => ({ name, ...rule })),
  );
  return findingOf(
    rules
      .filter(({ schema, fault }) => ajv.compile(schema)(fault))
      .map(({ name, rule }) => `${name}: its fault does not break "${rule}"`),
    `${rules.length} rules, each refuses its fault`,
  );
}

/** Problems of the values of a release beyond unknown keys. */
export function brokenRules(
  chart: UpstreamChart,
  { name, values }: UpstreamRelease,
): string[] {
  return [
    ...pathsOf(values)
      .filter(path => valueAt(values, path) === null)
      .filter(path => !chart.nullable.includes(path))
      .map(
        path =>
          `${name}: ${path} is null, and the chart was not seen to have a default there: leave it out, or add it to nullable`,
      ),
    ...chart.rules
      .filter(({ schema }) => !ajv.compile(schema)(values))
      .map(({ rule, source }) => `${name}: ${rule} (${source})`),
  ];
}

/**
 * Do the namespaces of a layer admit the pods of its releases, and no more than that?
 *
 * @param levels - Pod Security level by namespace
 */
export function wrongLevels(
  charts: ReadonlyMap<string, UpstreamChart>,
  releases: readonly UpstreamRelease[],
  levels: ReadonlyMap<string, string>,
): string[] {
  const needed = new Map<string, number>();
  for (const { name, namespace, values } of releases) {
    for (const { level, namespaceAt } of charts.get(name)?.podSecurity ?? []) {
      const named = namespaceAt && valueAt(values, namespaceAt);
      const where = typeof named === 'string' && named ? named : namespace;
      needed.set(
        where,
        Math.max(needed.get(where) ?? 0, podSecurityLevels.indexOf(level)),
      );
    }
  }
  return [...needed].flatMap(([namespace, index]) => {
    const level = podSecurityLevels[index];
    const given = levels.get(namespace);
    return given === level
      ? []
      : [
          `namespace ${namespace} is ${
            given ?? 'not brought'
          }, and its pods need ${level}: see helmfiles/infrastructure, and podSecurity in tests/render/upstream`,
        ];
  });
}
