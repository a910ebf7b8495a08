/**
 * The value itself, for an element of a list or a group of a match that a test relies on.
 *
 * @throws Error when it is undefined: the subject returned less than the test expects
 */
export function ensurePresent<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error(
      'A value is missing that the test relies on; the stack shows where.',
    );
  }
  return value;
}
