import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** What the columns of the database take; the catalog's own limits give 191. */
export const longestEntityRef = 255;

/**
 * A full entity reference, in the form in which references are compared.
 * @returns undefined for what is none, or is longer than any reference may be
 */
export function fullEntityRef(value: string): string | undefined {
  try {
    const ref = stringifyEntityRef(parseEntityRef(value));
    return ref.length <= longestEntityRef && !/\p{Cc}/u.test(ref)
      ? ref
      : undefined;
  } catch {
    return undefined;
  }
}
