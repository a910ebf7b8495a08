import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { errorCode, errorMessage } from './errorMessage';

/** Far more than the length of a secret. */
const MAX_BYTES = 4_096;
const SAFE_READ =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Readable by owner and group only. */
const MODE = 0o640;

/** Whether the existing secret was kept, or why none was written. */
export type JwtResult =
  | { ok: true; kept: boolean }
  | { ok: false; reason: string };

/**
 * Writes the JWT secret of the Engine API: 32 random bytes in hex.
 *
 * An existing valid secret is kept, so that a restarted init container does not separate running clients. A byte order mark
 * before it, which clients take for part of the secret, and read permission for others are removed. The file is replaced by
 * rename, so clients never read half of it. Its mode is 0640: the clients of a pod may run as another user and read it
 * through the pod's `fsGroup`.
 *
 * Source: execution-apis, Engine API authentication (a file with a 256-bit hex secret).
 */
export async function writeJwtSecret(file: string): Promise<JwtResult> {
  const existing = await readExisting(file);
  if (!existing.ok) return existing;
  // \s has the byte order mark.
  const [, secret] = /^\s*((?:0x)?[0-9a-f]{64})\s*$/i.exec(existing.text) ?? [];
  if (
    secret !== undefined &&
    existing.isFit &&
    !existing.text.includes('\uFEFF')
  ) {
    return { ok: true, kept: true };
  }
  if (secret !== undefined) return write(file, secret, true);
  if (existing.text.trim() !== '') {
    return failure(
      `${file} is not a JWT secret of 64 hex digits. Delete it or choose another file.`,
    );
  }

  return write(file, randomBytes(32).toString('hex'), false);
}

async function write(
  file: string,
  secret: string,
  kept: boolean,
): Promise<JwtResult> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(draft, 'wx', MODE);
    try {
      await handle.chmod(MODE);
      await handle.writeFile(secret);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    return { ok: true, kept };
  } catch (error) {
    await rm(draft, { force: true });
    return failure(
      `cannot write ${file} (${errorMessage(
        error,
      )}). Mount a writable volume there.`,
    );
  }
}

/** @returns `isFit`: the mode has no permissions for others */
async function readExisting(
  file: string,
): Promise<
  { ok: true; text: string; isFit: boolean } | { ok: false; reason: string }
> {
  try {
    const handle = await open(file, SAFE_READ);
    try {
      const found = await handle.stat();
      if (!found.isFile() || found.size > MAX_BYTES) {
        return failure(
          `${file} is not a regular file of at most ${MAX_BYTES} bytes. Delete it or choose another file.`,
        );
      }
      // Not decoded by readFile, which would drop a byte order mark.
      const text = (await handle.readFile()).toString('utf8');
      return { ok: true, text, isFit: found.mode % 0o10 === 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return { ok: true, text: '', isFit: true };
    }
    return failure(
      `cannot read ${file} (${errorMessage(
        error,
      )}). Make it readable or choose another file.`,
    );
  }
}

function failure(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
