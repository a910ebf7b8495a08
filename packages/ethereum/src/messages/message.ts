import { z } from 'zod';
import { boundedRecord, clippedText } from '../health/bounds';

/** Value of a parameter of a {@link Message}; the message table has its kind. @public */
export type MessageValue = string | number | Message | Message[];

/**
 * A sentence as data: a code of a message table and its parameters. Instants are ISO 8601 in UTC, durations seconds, sizes bytes.
 * @public
 */
export type Message = {
  code: string;
  params: { [name: string]: MessageValue };
};

/** Maximum nesting of messages: the summary of a pool contains one of a pod, which contains a reason, which contains a head. */
const MAX_DEPTH = 6;

/** Maximum length of a list of messages, such as the reasons of a verdict. */
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
 * A {@link Message} from outside. Unknown codes are accepted: a newer sidecar may have more, and sends the sentence beside each.
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
