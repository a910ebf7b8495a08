import { isMap, isPair, isScalar } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';

/** A mapping of a document whose keys are scalars. */
export type Mapping = YAMLMap<Node, Node | null>;

export function isMapping(value: unknown): value is Mapping {
  return isMap(value);
}

/** The mapping at a path, or undefined where there is none. */
export function mappingAt(
  map: Mapping,
  ...path: readonly string[]
): Mapping | undefined {
  const found = path.length === 0 ? map : map.getIn(path, true);
  return isMapping(found) ? found : undefined;
}

/** Takes a pair out of a mapping. A comment before the first key of the mapping belongs to the mapping, not to the pair. */
export function takeOut(
  map: Mapping,
  key: string,
): Pair<Node, Node | null> | undefined {
  const index = map.items.findIndex(pair => keyOf(pair) === key);
  if (index < 0) return undefined;
  const [pair] = map.items.splice(index, 1);
  return pair;
}

/** Pairs of a mapping, the first with the comment that stands above it. */
export function pairsOf(map: Mapping): Pair<Node, Node | null>[] {
  const [first] = map.items;
  if (first && map.commentBefore) {
    addComment(first, map.commentBefore);
    map.commentBefore = null;
  }
  return map.items;
}

/** Puts a comment above a pair, before those that it has. */
export function addComment(pair: Pair<Node, unknown>, comment: string): void {
  const above = pair.key.commentBefore;
  pair.key.commentBefore = above ? `${comment}\n${above}` : comment;
}

export function keyOf(pair: Pair<Node, unknown>): string | undefined {
  return isPair(pair) && isScalar(pair.key)
    ? String(pair.key.value)
    : undefined;
}

/** The mapping at a path, which is made where it is not there. */
export function ensureMapping(
  document: Document,
  map: Mapping,
  path: readonly string[],
): Mapping {
  return path.reduce((above, key) => {
    const found = above.get(key, true);
    if (isMapping(found)) return found;
    const made = document.createNode({}) as Mapping;
    made.flow = above.flow;
    above.set(document.createNode(key), made);
    return made;
  }, map);
}
