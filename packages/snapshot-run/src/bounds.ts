import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';

/*
 * Bounds of every number, text and list of the cluster and of the run's own documents. None of them is larger than its object,
 * and etcd limits objects to 1.5 MiB.
 */

export const boundedText = z.string().max(1_572_864);
export const boundedNumber = z
  .number()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);
/** Lists within an object: containers, conditions, volumes. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(10_000);
export const stringMap = boundedRecord(boundedText, boundedText, 10_000);

/** Thirty years. */
export const seconds = z.number().min(0).max(1_000_000_000);
