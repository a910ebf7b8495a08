import { createHash } from 'node:crypto';

/** Limit of `metadata.name`. */
const MAX_LENGTH = 63;
const HASH_LENGTH = 10;

/**
 * A name that the catalog accepts: the parts joined by dots. Parts that cannot be read back from it (other characters, upper case, too
 * long) are shortened and get a hash, so that two nodes never share a name.
 *
 * @param suffix - end of the name, in valid characters
 */
export function entityName(parts: readonly string[], suffix = ''): string {
  const plain = parts.join('.');
  const isPlain =
    parts.every(part => /^[a-z0-9]+(-+[a-z0-9]+)*$/.test(part)) &&
    plain.length + suffix.length <= MAX_LENGTH;
  if (isPlain) return `${plain}${suffix}`;
  const hash = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const readable = plain
    .toLowerCase()
    .slice(0, 1000)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - suffix.length - HASH_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return `${readable === '' ? 'x' : readable}.${hash}${suffix}`;
}
