import type { z } from 'zod';
import { parseJsonOrUndefined } from '../parseJsonOrUndefined';

/**
 * A JSON column's value.
 * @returns undefined for NULL, and for what an older version stored in another shape: as if it were not there
 */
export function readJson<T extends z.ZodType>(
  schema: T,
  json: string | null,
): z.infer<T> | undefined {
  return json === null
    ? undefined
    : schema.safeParse(parseJsonOrUndefined(json)).data;
}
