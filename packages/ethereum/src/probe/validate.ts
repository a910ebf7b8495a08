import type { z } from 'zod';
import { failure, type Answer } from './answer';
import { excerptOf } from './exchange';

/** Checks what a client said; a misfit is an `invalid-response` whose detail names the field and its value. */
export function validate<T>(
  schema: z.ZodType<T>,
  said: unknown,
  name: string,
): Answer<T> {
  const checked = schema.safeParse(said);
  if (checked.success) {
    return { ok: true, value: checked.data };
  }
  const [issue] = checked.error.issues;
  const field = [name, ...issue.path.map(String)].join('.');
  return failure(
    'invalid-response',
    `${field}: ${expectation(issue.message)}, got ${show(
      valueAt(said, issue.path),
    )}`,
  );
}

/** zod's own words, without what {@link show} says better. */
function expectation(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
}

function valueAt(said: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, key)
        : undefined,
    said,
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
