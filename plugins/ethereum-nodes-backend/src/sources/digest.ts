import { createHash } from 'node:crypto';

/** Digest of a value for comparison. The order of object keys matters. */
export function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, 16);
}
