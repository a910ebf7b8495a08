/** Replacement of secrets. */
const MASK = '***';

/** Minimum lengths of secrets that are masked anywhere, and as whole words only. */
const MIN_ANYWHERE_LENGTH = 8;
const MIN_WORD_LENGTH = 4;

/** An echo may be truncated: of secrets of at least `MIN_PREFIXED_LENGTH`, a prefix of this length is masked too. */
const PREFIX_LENGTH = 12;
const MIN_PREFIXED_LENGTH = 16;

/** Maximum number of nested encodings. */
const MAX_ENCODINGS = 3;

/**
 * Creates a function that masks secrets in a text: verbatim in any case, in hex, in base64 (also within other encoded data), and
 * escaped for JSON, URLs and HTML; of long secrets also a prefix.
 *
 * Apply it to every response from a place to which secrets were sent, before it is parsed, cut, stored, logged or shown. JSON
 * stays valid JSON.
 * @public
 */
export function createMasker(
  secrets: readonly string[],
): (text: string) => string {
  const spellings = [
    ...new Set(
      secrets.flatMap(secret => [
        secret,
        decodeEscapes(secret),
        decodeUrlComponent(secret),
        ...encodedForms(secret),
      ]),
    ),
  ]
    .filter(({ length }) => length >= MIN_WORD_LENGTH)
    .map(spelling => spelling.toLowerCase())
    .sort((a, b) => b.length - a.length);
  if (spellings.length === 0) {
    return text => text;
  }
  const pattern = new RegExp(spellings.map(patternOf).join('|'), 'gi');
  const masked = (text: string) => maskMatches(pattern, spellings, text);
  return text => {
    // Decoded first: of a secret with an escape in the middle, only the prefix would match.
    const plain = decodeEscapes(text);
    // Texts without a secret are returned unchanged, not decoded.
    return masked(plain.search(pattern) >= 0 ? plain : text);
  };
}

function maskMatches(
  pattern: RegExp,
  spellings: readonly string[],
  text: string,
): string {
  const parts: string[] = [];
  let end = 0;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    parts.push(text.slice(end, found.index), MASK);
    end = found.index + matchLength(spellings, text, found);
    pattern.lastIndex = end;
  }
  return [...parts, text.slice(end)].join('');
}

/** Length of the longest prefix of a secret at a match. */
function matchLength(
  spellings: readonly string[],
  text: string,
  { 0: match, index }: RegExpExecArray,
): number {
  const beginning = match.toLowerCase();
  const lengths = spellings
    .filter(spelling => spelling.startsWith(beginning))
    .map(spelling => {
      const there = text.slice(index, index + spelling.length).toLowerCase();
      let length = match.length;
      while (length < there.length && there[length] === spelling[length]) {
        length += 1;
      }
      return length;
    });
  return Math.max(match.length, ...lengths);
}

function patternOf(secret: string): string {
  const searched =
    secret.length >= MIN_PREFIXED_LENGTH
      ? secret.slice(0, PREFIX_LENGTH)
      : secret;
  const literal = searched.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return secret.length >= MIN_ANYWHERE_LENGTH
    ? literal
    : `(?<!\\w)${literal}(?!\\w)`;
}

/** Decodes a URL component; returns it unchanged if the encoding is invalid. */
function decodeUrlComponent(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/**
 * Masks the strings of a parsed document. Keys, numbers and other values are kept: a secret such as `true` or `error` must not break
 * the document.
 */
export function maskStrings(
  value: unknown,
  mask: (text: string) => string,
): unknown {
  if (typeof value === 'string') {
    return mask(value);
  }
  if (Array.isArray(value)) {
    return value.map(item => maskStrings(item, mask));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          maskStrings(item, mask),
        ]),
      )
    : value;
}

/** Hex, and base64 of both alphabets: the digits that depend on the secret alone, for each offset in a group of three bytes. */
function encodedForms(secret: string): string[] {
  if (secret.length < MIN_WORD_LENGTH) {
    return [];
  }
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0'));
  const plain = [0, 1, 2].map(before => base64Within(bytes, before));
  return [
    hex.join(''),
    ...plain,
    ...plain.map(text => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

function base64Within(bytes: Uint8Array, before: number): string {
  const text = btoa(
    '\0'.repeat(before) +
      Array.from(bytes, byte => String.fromCharCode(byte)).join(''),
  ).replace(/=+$/, '');
  // The first digits depend on the bytes before the secret too, and the last one on those after it.
  return before === 0
    ? text
    : text.slice(before + 1, (before + bytes.length) % 3 ? -1 : undefined);
}

const escapes =
  /\\u([0-9a-f]{4})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});|\\(\/)/gi;

/** Decodes escapes, except those that JSON requires. */
function decodeEscapes(text: string): string {
  let plain = text;
  for (let round = 0; round < MAX_ENCODINGS; round += 1) {
    const next = plain.replace(
      escapes,
      (escape, unit, percent, hex, decimal, slash) => {
        if (slash !== undefined) {
          return slash;
        }
        const code =
          decimal === undefined
            ? parseInt(unit ?? percent ?? hex, 16)
            : Number(decimal);
        const mustStay = code < 0x20 || code === 0x22 || code === 0x5c;
        // A URL byte may be part of a character, and a JSON unit half of a surrogate pair.
        const last = percent === undefined ? 0xd7ff : 0x7e;
        return mustStay || code > last ? escape : String.fromCharCode(code);
      },
    );
    if (next === plain) {
      break;
    }
    plain = next;
  }
  return plain;
}
