/** One value, and where it was set. */
export interface Setting {
  /** Keys that lead to it in the values of the chart. */
  path: readonly string[];
  /** A scalar, a list (lists are replaced as a whole) or an empty mapping. */
  value: unknown;
  /** File that set it. */
  layer: string;
  /** Keys that lead to it in that file. */
  at: readonly string[];
}

/** A tree of values, as YAML reads it. */
export interface Values {
  readonly [key: string]: unknown;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The settings of a tree, in its order. */
export function settingsIn(values: Values, layer: string): Setting[] {
  return leaves(values, []).map(({ path, value }) => ({
    path,
    value,
    layer,
    at: path,
  }));
}

function leaves(
  values: Values,
  above: readonly string[],
): { path: string[]; value: unknown }[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    return isValues(value) && Object.keys(value).length > 0
      ? leaves(value, path)
      : [{ path, value }];
  });
}

/** Whether a tree has a key at a path. */
export function hasPath(values: Values, path: readonly string[]): boolean {
  let tree: unknown = values;
  for (const key of path) {
    if (!isValues(tree) || !Object.hasOwn(tree, key)) return false;
    tree = tree[key];
  }
  return true;
}

/**
 * Layers as Helm merges them: mappings merge, lists and scalars are replaced, and a null takes away a default of the first layer,
 * which is the chart's. Where the chart has no default, Helm hands it the null.
 */
export function mergeLayers(layers: readonly Setting[][]): Setting[] {
  const [defaults = []] = layers;
  return layers
    .reduce((beneath, above) => {
      const laid = above.filter(
        setting =>
          !isValues(setting.value) ||
          !beneath.some(({ path }) => startsWith(path, setting.path)),
      );
      const kept = beneath.filter(
        lower =>
          !laid.some(
            ({ path }) =>
              startsWith(lower.path, path) || startsWith(path, lower.path),
          ),
      );
      return [...kept, ...laid];
    }, [])
    .filter(
      ({ path, value }) =>
        value !== null ||
        !defaults.some(setting => startsWith(setting.path, path)),
    );
}

function startsWith(path: readonly string[], prefix: readonly string[]) {
  return prefix.every((key, i) => path[i] === key);
}
