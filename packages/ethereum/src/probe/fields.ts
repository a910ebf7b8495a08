import { z } from 'zod';

/** A number as JSON-RPC writes it, up to 2^53 - 1. */
export const quantity = z
  .string('expected a quantity in hex')
  .regex(/^0x[0-9a-f]{1,14}$/i, 'expected a quantity in hex')
  .transform(Number)
  .refine(Number.isSafeInteger, 'expected a quantity below 2^53');

/** 32 bytes. */
export const hash = z
  .string('expected a 32-byte hash')
  .regex(/^0x[0-9a-f]{64}$/i, 'expected a 32-byte hash')
  .toLowerCase();

/** What a client calls itself: shown to people and used as a metric label. */
export const versionText = z
  .string('expected a version')
  .regex(
    /^[\x20-\x7e]{1,256}$/,
    'expected a version of at most 256 printable characters',
  );
