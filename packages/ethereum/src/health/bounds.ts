import { z } from 'zod';

/*
 * Bounds of every number, text and list from outside. Probes, samples, the sidecar's status, the backend's database and its REST
 * API share these schemas, so that each accepts what the others accept.
 */

/** 2100-01-01: later times are invalid, and a Date cannot hold times far later. */
export const END_OF_TIME = 4_102_444_800;

/** 9999-12-31: devnets schedule disabled forks centuries ahead; years have four digits until then. */
export const END_OF_FORKS = 253_402_300_799;

/** Maximum length of stored texts. */
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

/** Duration in milliseconds, at most a day. */
export const milliseconds = z.number().min(0).max(86_400_000);

/** Non-negative safe integer. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Far above every chain, and far enough below 2^53 for sums. */
export const blockNumber = z
  .number()
  .int()
  .min(0)
  .max(2 ** 48);

/** A slot, an epoch, or a distance between two. One slot a second until 2100 is a tenth of the maximum. */
export const slotNumber = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40);

/** Epoch of a schedule; 2^53 - 1 stands for never. */
export const plannedEpoch = count;

export const peerCount = z.number().int().min(0).max(1_000_000);

export const chainId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** JSON-RPC error codes are integers. */
export const errorCode = z
  .number()
  .int()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

/** Some cloud file systems report 8 EiB. */
export const bytes = z
  .number()
  .min(0)
  .max(2 ** 64);

/** 4 bytes in lower-case hex: fork IDs and fork versions. */
export const bytes4 = z
  .string()
  .regex(/^0x[0-9a-f]{8}$/, 'expected 4 bytes in hex');

/** Text from a client or a sidecar for display: cut to the maximum length, without NUL, which PostgreSQL refuses. */
export const clippedText = z
  .string()
  .overwrite(text => text.replaceAll('\0', '').slice(0, MAX_TEXT_LENGTH))
  .max(MAX_TEXT_LENGTH);

/** Texts and lists of the project's data files: longer ones are refused, not cut. */
export const text = z.string().max(4000);
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(256);

/** A valid date of the calendar. */
export const isoDate = z.iso.date('expected a date as YYYY-MM-DD');

/** A record with a maximum number of entries, which zod does not provide. @public */
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
