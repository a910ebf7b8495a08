import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Limit of the database columns; the limits of the catalog amount to 191. */
export const MAX_ENTITY_REF_LENGTH = 255;

/**
 * Normalizes a full entity reference for comparison.
 * @returns undefined if it is not a full reference, or too long
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
