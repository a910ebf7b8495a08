import { z } from 'zod';

/*
 * What every number, text and list from outside is bounded by. A probe, the sample that it makes, the sidecar's status, the
 * backend's database and its REST API share these pieces, so that what one of them accepts the next accepts too.
 */

/** 2100-01-01: a time past it is a mistake, and far later ones are none that a Date could hold. */
export const END_OF_TIME = 4_102_444_800;

/** 9999-12-31: devnets put forks that shall never come centuries away; years have four digits until then. */
export const END_OF_FORKS = 253_402_300_799;

/** Longest text that is kept. */
const MAX_TEXT_LENGTH = 1000;

/** Seconds since the epoch. */
export const secondsTime = z
  .number()
  .int()
  .min(0)
  .max(END_OF_TIME, 'expected a time before 2100')
  .describe('Seconds since the epoch.');

/** Milliseconds since the epoch. */
export const millisecondsTime = z
  .number()
  .min(0)
  .max(END_OF_TIME * 1000)
  .describe('Milliseconds since the epoch.');

/** Seconds since the epoch at which a fork activates. */
export const forkTime = z
  .number()
  .int()
  .min(0)
  .max(END_OF_FORKS)
  .describe('Seconds since the epoch.');

/** Seconds from one time to another, in either direction. */
export const secondsApart = z.number().min(-END_OF_TIME).max(END_OF_TIME);

/** Milliseconds that something took: a day at most. */
export const milliseconds = z.number().min(0).max(86_400_000);

/** What can be counted without a loss. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Far above every chain, and far enough below 2^53 for sums. */
export const blockNumber = z
  .number()
  .int()
  .min(0)
  .max(2 ** 48);

/** A slot, an epoch, or a distance between two: a slot a second until 2100 is a tenth of it. */
export const slotNumber = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40);

/** An epoch for which something is planned; 2^53 - 1 stands for never. */
export const plannedEpoch = count;

export const peerCount = z.number().int().min(0).max(1_000_000);

export const chainId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** JSON-RPC error codes are integers. */
export const errorCode = z
  .number()
  .int()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

/** Some file systems of clouds call themselves 8 EiB large. */
export const bytes = z
  .number()
  .min(0)
  .max(2 ** 64);

/** 4 bytes in lower-case hex: fork IDs and fork versions. */
export const bytes4 = z
  .string()
  .regex(/^0x[0-9a-f]{8}$/, 'expected 4 bytes in hex');

/** Words for people, from a client or a sidecar: cut to a length that pages bear, without NUL, which PostgreSQL refuses. */
export const clippedText = z
  .string()
  .overwrite(text => text.replaceAll('\0', '').slice(0, MAX_TEXT_LENGTH))
  .max(MAX_TEXT_LENGTH);

/** Text and lists of our own data files, which are refused and not cut where they are longer. */
export const text = z.string().max(4000);
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(256);

/** A day that the calendar has. */
export const isoDate = z.iso.date('expected a date as YYYY-MM-DD');

/** A map of bounded size; zod has no such bound of its own. @public */
export function boundedRecord<
  Key extends z.core.$ZodRecordKey,
  Value extends z.core.SomeType,
>(key: Key, value: Value, maxEntries: number) {
  return z
    .record(key, value)
    .refine(
      entries => Object.keys(entries).length <= maxEntries,
      `expected ${maxEntries} entries at most`,
    )
    .meta({ maxProperties: maxEntries });
}
