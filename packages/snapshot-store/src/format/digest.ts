import { blake3 } from '@noble/hashes/blake3';

/** Bytes of a digest. @public */
export const DIGEST_BYTES = 32;

/**
 * BLAKE3 of bytes or of a string's UTF-8, as 64 hex digits. In JavaScript, for documents; chunks and packs are hashed by native code
 * in `@nodeyard/snapshots`.
 */
export function hexDigestOf(content: Buffer | string): string {
  return Buffer.from(blake3(content)).toString('hex');
}
