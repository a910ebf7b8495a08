/** One value, and where it was set. */
export interface Setting {
  /** Keys that lead to it, from the thing that is explained. */
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

/** Settings over settings as Helm merges them: mappings merge, lists and scalars are replaced. */
export function overlay(...layers: readonly Setting[][]): Setting[] {
  return layers.reduce((beneath, above) => {
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
  }, []);
}

/** Facts are the defaults of settings. An empty text or mapping does not override them. */
export function fillFrom(facts: Setting[], settings: Setting[]): Setting[] {
  const configured = settings.filter(
    ({ path, value }) =>
      !(
        isEmpty(value) &&
        facts.some(
          fact => startsWith(fact.path, path) || startsWith(path, fact.path),
        )
      ),
  );
  return overlay(facts, configured);
}

function isEmpty(value: unknown): boolean {
  return value === '' || (isValues(value) && Object.keys(value).length === 0);
}

/** The settings below a key, as if they began there. */
export function below(
  settings: readonly Setting[],
  ...prefix: string[]
): Setting[] {
  return settings
    .filter(
      ({ path }) => path.length > prefix.length && startsWith(path, prefix),
    )
    .map(setting => ({ ...setting, path: setting.path.slice(prefix.length) }));
}

/** The same settings under a key. */
export function under(key: string, settings: readonly Setting[]): Setting[] {
  return settings.map(setting => ({
    ...setting,
    path: [key, ...setting.path],
  }));
}

/** The value of one setting. */
export function valueAt(
  settings: readonly Setting[],
  ...path: string[]
): unknown {
  return settings.find(
    setting =>
      setting.path.length === path.length && startsWith(setting.path, path),
  )?.value;
}

function startsWith(path: readonly string[], prefix: readonly string[]) {
  return prefix.every((key, i) => path[i] === key);
}
