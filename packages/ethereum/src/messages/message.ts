import { z } from 'zod';
import { boundedRecord, clippedText } from '../health/bounds';

/** What a parameter of a {@link Message} may be; the table of messages has its kind. @public */
export type MessageValue = string | number | Message | Message[];

/**
 * A sentence as data: a code out of a table of messages, and what stands in it. Instants are ISO 8601 in UTC, durations seconds,
 * sizes bytes.
 * @public
 */
export type Message = {
  code: string;
  params: { [name: string]: MessageValue };
};

/** Sentences within sentences: a pool's summary has that of a pod, which has a reason, which has a head. */
const MAX_DEPTH = 6;

/** Sentences side by side, as the reasons of a verdict. */
const MAX_ITEMS = 100;

const code = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'expected the code of a message');
const name = z
  .string()
  .regex(/^[a-zA-Z]{1,40}$/, 'expected the name of a parameter');
const number = z
  .number()
  .min(-(2 ** 64))
  .max(2 ** 64);

/**
 * A {@link Message} from outside. Codes that are not known here are taken too: a newer sidecar has more of them, and the sentence
 * stands beside each.
 * @public
 */
export const messageSchema: z.ZodType<Message> = schemaOf(MAX_DEPTH);

function schemaOf(depth: number): z.ZodType<Message> {
  const scalar = z.union([clippedText, number]);
  if (depth === 1) {
    return z.object({ code, params: boundedRecord(name, scalar, 12) });
  }
  const inner = schemaOf(depth - 1);
  const value = z.union([
    clippedText,
    number,
    inner,
    z.array(inner).max(MAX_ITEMS),
  ]);
  return z.object({ code, params: boundedRecord(name, value, 12) });
}
