import {
  noExternalFolders,
  type ExternalFolders,
} from '../files/externalFolders';
import { withTree } from '../files/tree';

/** Key files are small, database files are not. */
const MAX_KEY_BYTES = 16 * 1024;
/** Names of key files, as whole words. */
const KEY_NAME =
  /(^|[._-])(key|keys|privkey|privatekey|secret|secrets|password|passwords|passwd|mnemonic|seed|wallet|keystore|jwt)([._-]|$)/i;
const KEY_EXTENSION = /\.(pem|key|pfx|p12|jks|asc|gpg)$/i;

/**
 * Why a file looks like a key, or undefined.
 *
 * Covers keys that the list of known names misses: the build fails instead of storing them.
 */
export async function detectKey(
  datadir: string,
  path: string,
  size: number,
  external: ExternalFolders = noExternalFolders,
): Promise<string | undefined> {
  if (size === 0 || size > MAX_KEY_BYTES) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (KEY_NAME.test(name) || KEY_EXTENSION.test(name)) {
    return 'its name is that of a key or a password';
  }
  const bytes = await withTree(
    datadir,
    tree => tree.read(path, MAX_KEY_BYTES),
    external,
  );
  return detectKeyContent(bytes ?? Buffer.alloc(0));
}

/** Why this content looks like a key, or undefined. */
export function detectKeyContent(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1').trim();
  if (/^(0x)?[0-9a-fA-F]{64}$/.test(text)) {
    return 'it holds 32 bytes in hex and nothing else';
  }
  if (/-----BEGIN [A-Z ]*(PRIVATE KEY|PGP)/.test(text)) {
    return 'it holds a private key';
  }
  if (/"crypto"\s*:/i.test(text) && /"(ciphertext|cipher)"\s*:/i.test(text)) {
    return 'it is an encrypted keystore';
  }
  return undefined;
}
