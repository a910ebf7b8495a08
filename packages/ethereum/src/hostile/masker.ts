/** What stands in a text where a secret stood. */
const MASK = '***';

/** From this length on a secret is masked wherever it stands; a shorter one, down to the second, as a whole word. */
const MIN_ANYWHERE_LENGTH = 8;
const MIN_WORD_LENGTH = 4;

/** An echo may be cut: so much of the beginning of a secret gives it away, where it is longer than the second. */
const PREFIX_LENGTH = 12;
const MIN_PREFIXED_LENGTH = 16;

/** Encodings of encodings are looked into this often. */
const MAX_ENCODINGS = 3;

/**
 * Makes what takes secrets out of a text: as they are, in any case, in hex, as base64 (also in the middle of what is encoded),
 * and in the escapes of JSON, URLs and HTML; of long ones the beginning too.
 *
 * Made for whatever comes back from a place to which secrets were sent, before it is parsed, cut, kept, logged or shown. JSON
 * stays JSON.
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
    // Before anything is masked: of a secret with an escape in the middle, only the beginning would be found.
    const plain = decodeEscapes(text);
    // Only an echo is worth another spelling of all the rest.
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

/** How much of the text from a match on is the beginning of a secret. */
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

/** As it was before it stood in a URL, whatever its alphabet. */
function decodeUrlComponent(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/**
 * A parsed document with its texts masked. Names of fields, numbers and the like stay: a header that says `true` or `error`
 * must not take an answer apart.
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

/** In hex, and in base64 of both alphabets: what is the secret's alone, wherever in groups of three bytes it begins. */
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
  // In another group the first digits are of what is before, and the last one of what comes after.
  return before === 0
    ? text
    : text.slice(before + 1, (before + bytes.length) % 3 ? -1 : undefined);
}

const escapes =
  /\\u([0-9a-f]{4})|%([0-9a-f]{2})|&#x([0-9a-f]{1,6});|&#(\d{1,7});|\\(\/)/gi;

/** Without escapes, but for those of what JSON must have escaped. */
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
        // A byte of a URL may be a part of a character, and one of JSON half of a pair.
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
