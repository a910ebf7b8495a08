import { z } from 'zod';

/** Longer than any name or reference in the database. */
const MAX_TEXT_LENGTH = 500;

/** A text that may be looked for in the database: PostgreSQL refuses one with a NUL, which no field holds. */
export const textSchema = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .regex(/^[^\0]*$/, 'must not have a NUL in it');
