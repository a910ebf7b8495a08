import { z } from 'zod';

/** 2100-01-01: a time past it is a mistake, and far later ones are none that a Date could hold. */
const endOfTime = 4_102_444_800;

/** Seconds since the epoch. */
export const secondsTime = z.number().int().min(0).max(endOfTime);

/** Milliseconds since the epoch. */
export const millisecondsTime = z
  .number()
  .min(0)
  .max(endOfTime * 1000);

/** Words for people, from a client or a sidecar: cut to a length that pages bear, without NUL, which PostgreSQL refuses. */
export const words = z
  .string()
  .overwrite(text => text.replaceAll('\0', '').slice(0, 1000));
