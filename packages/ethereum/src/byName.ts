/**
 * A table by names that also come from outside: a network label or a client that calls itself `constructor` finds nothing in
 * it, where an object of its own kind would give it a function.
 */
export function byName<Name extends string, T>(
  facts: Record<Name, T>,
): Readonly<Record<Name, T>> {
  return Object.assign(Object.create(null), facts);
}
