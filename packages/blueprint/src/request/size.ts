import { requestMessage } from '../messages/requestMessages';
import { pathText, problemOf } from '../problem';
import type { Problem } from '../problem';

/** `nodes[0].storage.size` has four levels. */
const MAX_LEVELS = 8;
/** Twenty nodes with every key are 300. */
const MAX_PARTS = 2000;
const MAX_TEXT_LENGTH = 2000;
const MAX_KEY_LENGTH = 100;
/** Upper bound of the problems of one kind. */
const MAX_PROBLEMS = 20;

/**
 * What no request needs: parts in themselves, and more levels, parts and letters than could be judged in no time. Checked
 * before any other code reads the request.
 */
export function sizeProblems(request: unknown): Problem[] {
  const problems: Problem[] = [];
  let parts = 0;
  const visit = (
    value: unknown,
    path: readonly PropertyKey[],
    above: readonly object[],
  ) => {
    parts += 1;
    if (parts > MAX_PARTS || problems.length >= MAX_PROBLEMS) return;
    if (typeof value === 'string') {
      if (value.length > MAX_TEXT_LENGTH) {
        // Not quoted: a secret in a truncated text can no longer be recognised.
        problems.push(
          problemOf({
            path: pathText(path),
            reason: requestMessage('has-characters', { length: value.length }),
            fix: requestMessage('use-at-most', { maximum: MAX_TEXT_LENGTH }),
          }),
        );
      }
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (above.includes(value)) {
      problems.push(
        problemOf({
          path: pathText(path),
          reason: requestMessage('part-of-itself', {}),
          fix: requestMessage('write-without-anchors', {}),
        }),
      );
    } else if (above.length === MAX_LEVELS) {
      problems.push(
        problemOf({
          path: pathText(path),
          reason: requestMessage('too-deep', { levels: MAX_LEVELS }),
          fix: requestMessage('remove-too-deep', {}),
        }),
      );
    } else {
      const isList = Array.isArray(value);
      for (const [key, inner] of Object.entries(value)) {
        if (parts > MAX_PARTS || problems.length >= MAX_PROBLEMS) return;
        if (key.length > MAX_KEY_LENGTH) {
          problems.push(
            problemOf({
              path: pathText([...path, `${key.slice(0, MAX_KEY_LENGTH)}...`]),
              reason: requestMessage('key-too-long', { length: key.length }),
              fix: requestMessage('remove-long-key', {}),
            }),
          );
        } else {
          visit(
            inner,
            [...path, isList ? Number(key) : key],
            [...above, value],
          );
        }
      }
    }
  };
  visit(request, [], []);
  return parts > MAX_PARTS
    ? [
        problemOf({
          path: '',
          reason: requestMessage('too-many-parts', { maximum: MAX_PARTS }),
          fix: requestMessage('remove-surplus', {}),
        }),
      ]
    : problems;
}
