import type { z } from 'zod';
import { failure, type Answer } from './answer';
import { excerptOf } from './exchange';

/** Parses a client's answer; a mismatch is a failure `invalid-response` whose message names the field and quotes its value. */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  name: string,
): Answer<T> {
  const checked = schema.safeParse(value);
  if (checked.success) {
    return { ok: true, value: checked.data };
  }
  const [issue] = checked.error.issues;
  const { path = [], message = '' } = issue ?? {};
  const field = [name, ...path.map(String)].join('.');
  return failure(
    'invalid-response',
    `${field}: ${expectation(message)}, got ${show(valueAt(value, path))}`,
  );
}

/** zod's message without the part that {@link show} replaces. */
function expectation(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, key)
        : undefined,
    root,
  );
}

/** Never serialises more than it shows: the value may be a megabyte. */
function show(value: unknown): string {
  if (typeof value === 'string') {
    return `"${excerptOf(value)}"`;
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  return value === undefined ? 'nothing' : String(value);
}
