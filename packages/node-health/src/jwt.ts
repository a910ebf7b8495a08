import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { errorCode, errorMessage } from './errorWords';

/** What became of the secret file. */
export type JwtResult =
  | { ok: true; kept: boolean }
  | { ok: false; reason: string };

/**
 * Makes the secret that an execution and a consensus client share for the engine API: 32 random bytes in hex.
 *
 * An existing valid secret stays, so that a restarted init container does not part clients that still run. The file is
 * written beside its place and renamed, so no client ever reads half of it. Its mode is 0640: the clients of a pod may
 * run under another user and read it through the pod's `fsGroup`.
 *
 * Source: execution-apis, engine API authentication (a file with a 256-bit hex secret).
 */
export async function writeJwtSecret(file: string): Promise<JwtResult> {
  const present = await readExisting(file);
  if (!present.ok) return present;
  if (/^\s*(0x)?[0-9a-f]{64}\s*$/i.test(present.text))
    return { ok: true, kept: true };
  if (present.text.trim() !== '') {
    return failed(
      `${file} holds something else than a secret of 64 hex digits. Delete it or choose another file.`,
    );
  }

  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(draft, 'wx', 0o640);
    try {
      await handle.chmod(0o640);
      await handle.writeFile(randomBytes(32).toString('hex'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    return { ok: true, kept: false };
  } catch (error) {
    await rm(draft, { force: true });
    return failed(
      `cannot write ${file} (${errorMessage(
        error,
      )}). Mount a writable volume there.`,
    );
  }
}

async function readExisting(
  file: string,
): Promise<{ ok: true; text: string } | { ok: false; reason: string }> {
  try {
    return { ok: true, text: await readFile(file, 'utf8') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { ok: true, text: '' };
    return failed(
      `cannot read ${file} (${errorMessage(
        error,
      )}). Make it readable or choose another file.`,
    );
  }
}

function failed(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
