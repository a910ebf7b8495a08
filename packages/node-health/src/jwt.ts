import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { errorCode, errorMessage } from './errorWords';

/** Far more than a secret has. */
const MOST_BYTES = 4_096;
const SAFELY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Of owner and group alone. */
const MODE = 0o640;

/** What became of the secret file. */
export type JwtResult =
  | { ok: true; kept: boolean }
  | { ok: false; reason: string };

/**
 * Makes the secret that an execution and a consensus client share for the engine API: 32 random bytes in hex.
 *
 * An existing valid secret stays, so that a restarted init container does not part clients that still run; a byte order
 * mark before it, which clients take for a part of it, and the right of others to read it are taken away. The file is
 * written beside its place and renamed, so no client ever reads half of it. Its mode is 0640: the clients of a pod may
 * run under another user and read it through the pod's `fsGroup`.
 *
 * Source: execution-apis, engine API authentication (a file with a 256-bit hex secret).
 */
export async function writeJwtSecret(file: string): Promise<JwtResult> {
  const present = await readExisting(file);
  if (!present.ok) return present;
  // \s has the byte order mark.
  const [, secret] = /^\s*((?:0x)?[0-9a-f]{64})\s*$/i.exec(present.text) ?? [];
  if (
    secret !== undefined &&
    present.isFit &&
    !present.text.includes('\uFEFF')
  ) {
    return { ok: true, kept: true };
  }
  if (secret !== undefined) return write(file, secret, true);
  if (present.text.trim() !== '') {
    return failed(
      `${file} holds something else than a secret of 64 hex digits. Delete it or choose another file.`,
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
    return failed(
      `cannot write ${file} (${errorMessage(
        error,
      )}). Mount a writable volume there.`,
    );
  }
}

/** @returns `isFit`: others than owner and group have no right to it */
async function readExisting(
  file: string,
): Promise<
  { ok: true; text: string; isFit: boolean } | { ok: false; reason: string }
> {
  try {
    const handle = await open(file, SAFELY);
    try {
      const found = await handle.stat();
      if (!found.isFile() || found.size > MOST_BYTES) {
        return failed(
          `${file} is no file of a secret. Delete it or choose another file.`,
        );
      }
      // Not decoded by readFile: its byte order mark counts.
      const text = (await handle.readFile()).toString('utf8');
      return { ok: true, text, isFit: found.mode % 0o10 === 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return { ok: true, text: '', isFit: true };
    }
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
