/**
 * Limits of a JSON text, which are checked before it is parsed.
 * @public
 */
export interface JsonLimits {
  /** Maximum nesting of lists and objects. */
  depth?: number;
  /** Maximum number of lists, objects and strings, including keys. */
  parts?: number;
}

/**
 * Parsed value or reason. `excessive`: the text exceeds a limit, which no honest program does, so further responses of the same origin
 * should not be read.
 * @public
 */
export type ParsedJson =
  | { ok: true; value: unknown }
  | { ok: false; excessive: boolean; why: string };

/** Twice the depth of the deepest document that is read, a Kubernetes list of pods. */
const MAX_DEPTH = 32;

/**
 * Parses JSON from outside after checking its limits in one pass.
 *
 * A megabyte of `[` costs the parser, and every traversal of the result, far more than its length.
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

/** Returns the first exceeded limit. Strings are skipped: they are most of an honest response, and brackets in them do not count. */
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

/** Index of the quote that ends a string; the length of the text if there is none. */
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
