import { readLayers } from './layers';
import { mergeLayers } from './setting';
import type { Setting } from './setting';

export type NodeSettings =
  | { ok: true; settings: Setting[] }
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
  return { ok: true, settings: mergeLayers(result.layers).sort(byPath) };
}

/** By code units, which no locale changes. */
function byPath(a: Setting, b: Setting): number {
  const [left, right] = [a.path.join('.'), b.path.join('.')];
  return Number(left > right) - Number(left < right);
}
