import { randomBytes } from 'node:crypto';
import { ensurePresent } from '../ensurePresent';

/** Secrets by the place where each is configured. */
export type Canaries = Readonly<Record<string, string>>;

/** So much of the beginning or the end of a spelling gives a secret away. */
const ENOUGH = 12;
/** Encodings of encodings are looked into this often. */
const MAX_ENCODINGS = 3;

/** A secret of 24 random characters, which may stand in a path or query as it is. */
export function newCanary(): string {
  return randomBytes(18).toString('base64url').replace(/[-_]/g, 'x');
}

/** A secret with the signs that every encoding writes differently, as keys of buckets have them. */
export function newKeyCanary(): string {
  return `${randomBytes(9).toString('hex')}/${randomBytes(9).toString(
    'hex',
  )}+=`;
}

/** A secret of 32 bytes in hex digits, as that of an Engine API. */
export function newHexCanary(): string {
  return randomBytes(32).toString('hex');
}

/** Every spelling of a secret, by its name: what echoes it may write it in any of them. */
export function spellingsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret);
  const isHex = /^([0-9a-f]{2})+$/i.test(secret);
  return {
    'as it is': secret,
    'in capitals': secret.toUpperCase(),
    'in hex': bytes.toString('hex'),
    'in base64': base64Within(bytes, 0),
    'in base64 behind one byte': base64Within(bytes, 1),
    'in base64 behind two bytes': base64Within(bytes, 2),
    ...(isHex && {
      'as bytes in base64': base64Within(Buffer.from(secret, 'hex'), 0),
    }),
  };
}

/** The same texts in the escapes of other languages. */
export const escapes: Record<string, (text: string) => string> = {
  'not escaped': text => text,
  'as units of JSON': text =>
    text.replace(/./g, c => `\\u${hexOf(c).padStart(4, '0')}`),
  'with JSON’s slashes': text => text.replaceAll('/', '\\/'),
  'encoded for a URL': encodeURIComponent,
  'encoded for a URL twice': text =>
    encodeURIComponent(encodeURIComponent(text)),
  'percent by percent': text =>
    text.replace(/./g, c => `%${hexOf(c).padStart(2, '0')}`),
  'as HTML': text => text.replace(/[/=+]/g, c => `&#x${hexOf(c)};`),
};

/**
 * Which canaries a text gives away, in any spelling and escape, and where: empty when none does.
 *
 * @param text - a log, a document, rows of a table; bytes of a file
 */
export function canariesIn(
  text: string | Buffer,
  canaries: Canaries,
): string[] {
  const layers = decodings(text.toString('latin1').toLowerCase());
  return Object.entries(canaries).flatMap(([place, secret]) =>
    Object.entries(spellingsOf(secret)).flatMap(([spelling, whole]) => {
      const parts = [whole.slice(0, ENOUGH), whole.slice(-ENOUGH)];
      const given = layers.find(layer =>
        parts.some(part => layer.includes(part.toLowerCase())),
      );
      return given === undefined ? [] : [`${place} ${spelling}`];
    }),
  );
}

/** The text, and what it becomes when escapes are taken out of it, in the alphabet of plain base64. */
function decodings(text: string): string[] {
  const layers = [text];
  for (let round = 0; round < MAX_ENCODINGS; round += 1) {
    const last = ensurePresent(layers[layers.length - 1]);
    const further = last.replace(
      /\\u([0-9a-f]{4})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|\\(\/)/g,
      (_, unit, percent, entity, slash) =>
        slash ?? String.fromCharCode(parseInt(unit ?? percent ?? entity, 16)),
    );
    if (further === last) break;
    layers.push(further.toLowerCase());
  }
  return layers.flatMap(layer => [
    layer,
    layer.replaceAll('-', '+').replaceAll('_', '/'),
  ]);
}

/** The part of a base64 text that is the secret's alone, so many bytes after a beginning of three. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const hasRest = (before + bytes.length) % 3 !== 0;
  return text.slice(before && before + 1, hasRest ? -1 : undefined);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16);
}
