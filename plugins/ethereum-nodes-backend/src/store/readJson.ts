import type { z } from 'zod';
import { parseJsonOrUndefined } from '../parseJsonOrUndefined';

/**
 * Parses a JSON column.
 * @returns undefined for NULL, and for the shape of an older version
 */
export function readJson<T extends z.ZodType>(
  schema: T,
  json: string | null,
): z.infer<T> | undefined {
  return json === null
    ? undefined
    : schema.safeParse(parseJsonOrUndefined(json)).data;
}
