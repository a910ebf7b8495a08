import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLayers } from './layers';
import { isValues, mergeLayers } from './setting';
import type { Setting } from './setting';
import { describeUnknownSettings } from './unknownKeys';

const CHART_SCHEMA = 'charts/ethereum-infrastructure/values.schema.json';

export type NodeSettings =
  | {
      ok: true;
      settings: Setting[];
      /** Keys that the chart does not have, one sentence each. Helm refuses them. */
      unknown: string[];
    }
  | { ok: false; problem: string };

/**
 * Every value of one node or pool of an environment, in the order of keys, and the file and key that it comes from. What is empty is
 * filled by the chart from its facts.
 */
export function nodeSettings(
  root: string,
  environment: string,
  node: string,
): NodeSettings {
  const result = readLayers(root, environment, node);
  if (!result.ok) return result;
  const settings = mergeLayers(result.layers).sort(byPath);
  const schema: unknown = JSON.parse(
    readFileSync(join(root, CHART_SCHEMA), 'utf8'),
  );
  const unknown = isValues(schema)
    ? describeUnknownSettings(schema, settings)
    : [];
  return { ok: true, settings, unknown };
}

/** By code units, which no locale changes. */
function byPath(a: Setting, b: Setting): number {
  const [left, right] = [a.path.join('.'), b.path.join('.')];
  return Number(left > right) - Number(left < right);
}
