/**
 * How far a JSON text may go before it is parsed at all.
 * @public
 */
export interface JsonLimits {
  /** Levels of lists and objects in each other. */
  depth?: number;
  /** Lists, objects and texts, the names of fields among them. */
  parts?: number;
}

/**
 * A JSON text's value, or why there is none. `excessive` is what no honest program writes: nothing else that comes from the
 * same place is worth reading.
 * @public
 */
export type ParsedJson =
  | { ok: true; value: unknown }
  | { ok: false; excessive: boolean; why: string };

/** The deepest that is read here, a list of pods of Kubernetes, has half of it. */
const MAX_DEPTH = 32;

/**
 * Parses JSON from outside after one linear look at it.
 *
 * A megabyte of `[` costs the parser, and everything that walks through its result, far more than its length.
 * @public
 */
export function parseJson(text: string, limits: JsonLimits = {}): ParsedJson {
  const excess = findExcess(text, limits);
  if (excess !== undefined) {
    return { ok: false, excessive: true, why: excess };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, excessive: false, why: 'is not JSON' };
  }
}

/** Of `"`, `[`, `]`, `{` and `}`. */
const [Quote, OpenList, EndList, OpenObject, EndObject] = [
  34, 91, 93, 123, 125,
];

/** Stops at the first limit. Texts are jumped over: they are most of an honest answer, and brackets in them do not count. */
function findExcess(
  text: string,
  { depth: maxDepth = MAX_DEPTH, parts: maxParts = Infinity }: JsonLimits,
): string | undefined {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === EndList || code === EndObject) {
      depth -= 1;
    } else if (code === OpenList || code === OpenObject || code === Quote) {
      parts += 1;
      depth += Number(code !== Quote);
      if (depth > maxDepth) {
        return `is nested deeper than ${maxDepth} levels`;
      }
      if (parts > maxParts) {
        return `has more than ${maxParts} parts`;
      }
      at = code === Quote ? endOfText(text, at) : at;
    }
  }
  return undefined;
}

/** Where the quote is that ends a text; the end of everything where none does. */
function endOfText(text: string, start: number): number {
  for (
    let quote = text.indexOf('"', start + 1);
    quote >= 0;
    quote = text.indexOf('"', quote + 1)
  ) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') {
      backslashes += 1;
    }
    if (backslashes % 2 === 0) {
      return quote;
    }
  }
  return text.length;
}
