import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';

/*
 * What every number, text and list of the cluster and of the run's own documents is bounded by. None of them is larger than the
 * object that it is in, and etcd takes none above 1.5 MiB.
 */

export const anyText = z.string().max(1_572_864);
export const number = z
  .number()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);
/** Of objects, in the same object: containers, conditions, volumes. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(10_000);
export const texts = boundedRecord(anyText, anyText, 10_000);

/** Thirty years. */
export const seconds = z.number().min(0).max(1_000_000_000);
