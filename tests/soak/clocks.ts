import { globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { ensurePresent } from '../ensurePresent';

/** Debian's package libfaketime. */
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');

export const clocksCanJump = library !== undefined;

/** Lets a process read from a file by how much its time of day is off; the monotonic clock is left alone, as a jump leaves it. */
export async function clockEnvironment(
  file: string,
): Promise<Record<string, string>> {
  if (!clocksCanJump) return {};
  await rm(file, { force: true });
  return {
    LD_PRELOAD: ensurePresent(library),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
}

/** @param offset - such as `-1h`; absent: the clock is right again */
export async function setClock(file: string, offset?: string): Promise<void> {
  if (offset) await writeFile(file, `${offset}\n`);
  else await rm(file, { force: true });
}
