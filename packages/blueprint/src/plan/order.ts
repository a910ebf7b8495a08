import type { Problem } from '../problem';
import { requestKeys } from '../request/keys';

const topLevel = requestKeys.map(key => key.path);

/** Problems in the order in which the keys stand in a request; unknown keys last. */
export function inRequestOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      rank(a.path) - rank(b.path) || compare(sortKey(a.path), sortKey(b.path)),
  );
}

function rank(path: string): number {
  const index = topLevel.indexOf(path.replace(/[.[].*$/, ''));
  return index < 0 ? topLevel.length : index;
}

/** `nodes[10]` after `nodes[9]`. */
function sortKey(path: string): string {
  return path.replace(/\d+/g, digits => digits.padStart(6, '0'));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
