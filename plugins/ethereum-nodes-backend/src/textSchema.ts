import { z } from 'zod';

/** A text that may be looked for in the database: PostgreSQL refuses one with a NUL, which no field holds. */
export const textSchema = z
  .string()
  .regex(/^[^\0]*$/, 'must not have a NUL in it');
