import { blake3 } from '@napi-rs/blake-hash';

/** Bytes of a digest. @public */
export const DIGEST_BYTES = 32;

/** BLAKE3 of bytes. */
export function digestOf(bytes: Buffer): Buffer {
  return blake3(bytes);
}

/** BLAKE3 of bytes or of a string's UTF-8, as 64 hex digits. */
export function hexDigestOf(content: Buffer | string): string {
  return blake3(content).toString('hex');
}
