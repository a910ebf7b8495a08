import { z } from 'zod';

/** A number as the Beacon API writes it, up to 2^53 - 1. */
export const decimal = z
  .string('expected a number as text')
  .regex(/^\d{1,16}$/, 'expected a number as text')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected a number below 2^53');

/** An epoch of a schedule: "never" is written as 2^64 - 1 and read as 2^53 - 1. */
export const scheduledEpoch = z
  .string('expected an epoch')
  .regex(/^\d{1,20}$/, 'expected an epoch')
  .transform(epoch => Math.min(Number(epoch), Number.MAX_SAFE_INTEGER));
