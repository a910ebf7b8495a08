import type { z } from 'zod';
import { valueAt } from '../hostile/valueAt';
import { failure, type Answer } from './answer';
import { excerptOf } from './exchange';

/** Parses a client's answer; a mismatch is a failure `invalid-response` whose message names the field and quotes its value. */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  name: string,
): Answer<T> {
  const result = schema.safeParse(value);
  if (result.success) {
    return { ok: true, value: result.data };
  }
  const [issue] = result.error.issues;
  const { path = [], message = '' } = issue ?? {};
  const field = [name, ...path.map(String)].join('.');
  return failure(
    'invalid-response',
    `${field}: ${expectedPart(message)}, got ${describeValue(
      valueAt(value, path),
    )}`,
  );
}

/** zod's message without the part that {@link describeValue} replaces. */
function expectedPart(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
}

/** Describes a value without serialising it: it may be a megabyte. */
function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    return `"${excerptOf(value)}"`;
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  return value === undefined ? 'nothing' : String(value);
}
