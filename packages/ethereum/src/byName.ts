/**
 * A table without a prototype, for lookups by names from outside: a network or client named `constructor` is undefined in it.
 */
export function byName<Name extends string, T>(
  facts: Record<Name, T>,
): Readonly<Record<Name, T>> {
  return Object.assign(Object.create(null), facts);
}
