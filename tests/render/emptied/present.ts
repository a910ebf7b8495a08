import { isValues } from '../../../packages/blueprint/src/values/setting';

/**
 * What YAML read, without the keys and items that hold nothing: `serve:` with its lines commented out is a null, and an emptied
 * key is one that is not there. helmfiles/present.gotmpl does the same.
 */
export function present(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(item => item !== null).map(present);
  }
  if (!isValues(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== null)
      .map(([key, below]) => [key, present(below)]),
  );
}
