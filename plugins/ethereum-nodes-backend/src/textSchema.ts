import { z } from 'zod';

/** Longer than any name or reference in the database. */
const MAX_TEXT_LENGTH = 500;

/** Text for a database query: PostgreSQL refuses NUL characters, which no column contains. */
export const textSchema = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .regex(/^[^\0]*$/, 'must not contain a NUL character');
