import { pathText } from '../problem';
import type { Problem } from '../problem';

/** `nodes[0].storage.size` has four levels. */
const MostLevels = 8;
/** Twenty nodes with everything that can be said of them are 300. */
const MostParts = 2000;
const LongestText = 2000;
const LongestKey = 100;
/** So many are shown of what is wrong in the same way. */
const MostProblems = 20;

/**
 * What no request needs: parts in themselves, and more levels, parts and letters than could be judged in no time. Looked for
 * before anything else reads the request.
 */
export function sizeProblems(request: unknown): Problem[] {
  const problems: Problem[] = [];
  let parts = 0;
  const look = (
    value: unknown,
    path: readonly PropertyKey[],
    above: readonly object[],
  ) => {
    parts += 1;
    if (parts > MostParts || problems.length >= MostProblems) return;
    if (typeof value === 'string') {
      if (value.length > LongestText) {
        // Not quoted: where a text is cut, a secret in it can no longer be found.
        problems.push({
          path: pathText(path),
          reason: `has ${value.length} characters`,
          fix: `Use at most ${LongestText}.`,
        });
      }
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (above.includes(value)) {
      problems.push({
        path: pathText(path),
        reason: 'is a part of itself',
        fix: 'Write it out without anchors and aliases.',
      });
    } else if (above.length === MostLevels) {
      problems.push({
        path: pathText(path),
        reason: `is nested deeper than ${MostLevels} levels`,
        fix: 'Remove what is in it: no key of a request lies so deep.',
      });
    } else {
      const isList = Array.isArray(value);
      for (const [key, inner] of Object.entries(value)) {
        if (parts > MostParts || problems.length >= MostProblems) return;
        if (key.length > LongestKey) {
          problems.push({
            path: pathText([...path, `${key.slice(0, LongestKey)}...`]),
            reason: `is a key of ${key.length} letters`,
            fix: 'Remove it: no key of a request is so long.',
          });
        } else {
          look(inner, [...path, isList ? Number(key) : key], [...above, value]);
        }
      }
    }
  };
  look(request, [], []);
  return parts > MostParts
    ? [
        {
          path: '',
          reason: `has more than ${MostParts} keys and entries`,
          fix: 'Remove what is not part of the request.',
        },
      ]
    : problems;
}
