import { isDeepStrictEqual } from 'node:util';
import type { NodeRequest } from '../request/schema';
import { digestOf, LOCK_PATH, readLock } from './lock';
import { readOwn } from './ownFile';

/** @public */
export type VerifyResult = { ok: true } | { ok: false; reason: string };

/**
 * Is a repository there as it was written, file by file, and for this request where one is given? Files beside those are
 * no fault.
 * @public
 */
export async function verifyRepository(
  directory: string,
  request?: NodeRequest,
): Promise<VerifyResult> {
  const lock = await readLock(directory);
  const digests = Object.entries(lock?.files ?? {});
  if (!lock || digests.length === 0) {
    return { ok: false, reason: `has no ${LOCK_PATH}` };
  }
  const others = request ? differingKeys(request, lock.request) : [];
  if (others.length > 0) {
    return {
      ok: false,
      reason: `was written for a request with another ${others.join(', ')}`,
    };
  }
  const wrong: string[] = [];
  for (const [path, digest] of digests) {
    if ((await digestAt(directory, path)) !== digest) wrong.push(path);
  }
  return wrong.length === 0
    ? { ok: true }
    : {
        ok: false,
        reason: `has ${wrong.length} of ${
          digests.length
        } files missing or changed since they were written: ${someOf(wrong)}`,
      };
}

/** Keys of two requests that do not say the same; a key that says nothing is as good as none. */
function differingKeys(
  request: NodeRequest,
  locked: Record<string, unknown>,
): string[] {
  const asked: Record<string, unknown> = JSON.parse(JSON.stringify(request));
  return [...new Set([...Object.keys(asked), ...Object.keys(locked)])].filter(
    key => !isDeepStrictEqual(asked[key], locked[key]),
  );
}

/** Of a file that no link leads to, in the repository; else nothing. */
async function digestAt(
  directory: string,
  path: string,
): Promise<string | undefined> {
  const content = await readOwn(directory, path);
  return content && digestOf(content);
}

/** The first few, and how many there are beside. */
export function someOf(paths: readonly string[]): string {
  return paths.length <= 3
    ? paths.join(', ')
    : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`;
}
