import { digestOf, lockedDigests, lockPath } from './lock';
import { readOwn } from './ownFile';

/** @public */
export type VerifyResult = { ok: true } | { ok: false; reason: string };

/**
 * Is a repository there as it was written, file by file? Files beside those are no fault.
 * @public
 */
export async function verifyRepository(
  directory: string,
): Promise<VerifyResult> {
  const digests = await lockedDigests(directory);
  if (!digests || digests.size === 0)
    return { ok: false, reason: `has no ${lockPath}` };
  const wrong: string[] = [];
  for (const [path, digest] of digests)
    if ((await digestAt(directory, path)) !== digest) wrong.push(path);
  return wrong.length === 0
    ? { ok: true }
    : {
        ok: false,
        reason: `has ${wrong.length} of ${
          digests.size
        } files missing or changed since they were written: ${someOf(wrong)}`,
      };
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
