/**
 * Why a request is refused: one fault, and the way out of it.
 * @public
 */
export interface Problem {
  /** Where in the request, e.g. `nodes[0].history`; empty for the request as a whole. */
  path: string;
  /** What stands there; absent when nothing does. */
  value?: unknown;
  reason: string;
  fix: string;
}

/**
 * Something that is allowed and worth a second look.
 * @public
 */
export interface Warning {
  path: string;
  reason: string;
  advice: string;
}

/**
 * A path as people write it: `nodes[0].history`.
 * @internal
 */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/**
 * A value as it is quoted in a sentence: JSON, cut where it would fill the screen.
 * @internal
 */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/**
 * Names in a sentence: `geth, besu or reth`.
 * @internal
 */
export function oneOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}
