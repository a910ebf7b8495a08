import { z } from 'zod';

/* Bounds of the documents of a run: none is larger than its object, and etcd limits objects to 1.5 MiB. */

export const boundedText = z.string().max(1_572_864);
export const boundedNumber = z
  .number()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

/** Thirty years. */
export const seconds = z.number().min(0).max(1_000_000_000);
