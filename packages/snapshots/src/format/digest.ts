import { blake3 } from '@napi-rs/blake-hash';

/** BLAKE3 of bytes, by native code. */
export function digestOf(bytes: Buffer): Buffer {
  return blake3(bytes);
}

/** BLAKE3 of bytes or of a string's UTF-8, as 64 hex digits. */
export function hexDigestOf(content: Buffer | string): string {
  return blake3(content).toString('hex');
}
