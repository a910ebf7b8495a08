/** Where a key is: names of mappings and positions in lists, from the top of a file. */
export type Path = readonly (string | number)[];

/** Every key of a tree, including mappings in lists, in pre-order. */
export function keysOf(values: unknown, above: Path = []): Path[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    const path = [...above, Array.isArray(values) ? Number(name) : name];
    return [...(Array.isArray(values) ? [] : [path]), ...keysOf(value, path)];
  });
}

/** A copy in which the keys hold nothing, as if their lines were commented out. */
export function emptied<T>(values: T, keys: readonly Path[]): T {
  return changed(values, keys, (mapping, name) => {
    mapping[name] = null;
  });
}

/** A copy without the keys. */
export function without<T>(values: T, keys: readonly Path[]): T {
  return changed(values, keys, (mapping, name) => {
    delete mapping[name];
  });
}

/** Keys that are equally deep, and so can be emptied at once. */
export function byDepth(keys: readonly Path[]): Path[][] {
  const levels = new Map<number, Path[]>();
  for (const key of keys) {
    levels.set(key.length, [...(levels.get(key.length) ?? []), key]);
  }
  return [...levels.values()];
}

function changed<T>(
  values: T,
  keys: readonly Path[],
  change: (mapping: Record<string, unknown>, name: string) => void,
): T {
  const copy = structuredClone(values);
  for (const key of keys) {
    let below: unknown = copy;
    for (const step of key.slice(0, -1)) {
      below = (below as Record<string, unknown> | undefined)?.[step];
    }
    if (below) change(below as Record<string, unknown>, String(key.at(-1)));
  }
  return copy;
}
