import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** What the columns of the database take; the catalog's own limits give 191. */
export const MAX_ENTITY_REF_LENGTH = 255;

/**
 * A full entity reference, in the form in which references are compared.
 * @returns undefined for what is none, or is longer than any reference may be
 */
export function normalizeEntityRef(value: string): string | undefined {
  try {
    const ref = stringifyEntityRef(parseEntityRef(value));
    return ref.length <= MAX_ENTITY_REF_LENGTH && !/\p{Cc}/u.test(ref)
      ? ref
      : undefined;
  } catch {
    return undefined;
  }
}
