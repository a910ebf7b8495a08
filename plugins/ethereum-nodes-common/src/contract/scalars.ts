import { nodeStates } from '@nodeyard/ethereum';
import { z } from 'zod';

/** Longest text of an answer: a restore command with long names fits. */
export const MAX_TEXT = 10_000;

export const text = z.string().max(MAX_TEXT);

export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const number = z
  .number()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

/** ISO 8601. */
export const time = z.iso.datetime({ offset: true }).max(40);

/** @public */
export const nodeStateSchema = z
  .enum(nodeStates)
  .describe('State of a node; the values are in the order of severity.');

/** `nextCursor` of a page. */
export const nextCursor = z
  .string()
  .max(4000)
  .optional()
  .describe('Cursor of the next page; absent on the last one.');
