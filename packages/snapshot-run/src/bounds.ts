import { boundedRecord } from '@nodeyard/ethereum';
import { boundedText } from '@nodeyard/snapshot-store';
import { z } from 'zod';

export { boundedNumber, boundedText, seconds } from '@nodeyard/snapshot-store';

/** Lists within an object: containers, conditions, volumes. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(10_000);
export const stringMap = boundedRecord(boundedText, boundedText, 10_000);
