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
  return printable(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** Control characters but tab and newline, what is not seen or turns the reading direction, and what is no character. */
const unseen = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{DI}]/gu;

/**
 * A text as a terminal and a log may show it: what cannot be seen, or would steer the terminal, is written as JSON escapes
 * it. A JSON text stays the same JSON.
 * @internal
 */
export function printable(text: string): string {
  return text.replace(unseen, character =>
    Array.from(
      { length: character.length },
      (_, place) =>
        `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Of a fault that is repeated. */
const MAX_PROBLEMS = 100;

/**
 * Problems as they leave this package: fit to be shown, and no more than are read.
 * @internal
 */
export function presentable(problems: readonly Problem[]): Problem[] {
  const shown = problems.slice(0, MAX_PROBLEMS).map(problem => ({
    ...problem,
    path: printable(problem.path),
    reason: printable(problem.reason),
    fix: printable(problem.fix),
  }));
  const more = problems.length - shown.length;
  return more === 0
    ? shown
    : [
        ...shown,
        {
          path: '',
          reason: `has ${more} problems more`,
          fix: 'Correct these first.',
        },
      ];
}

/**
 * A problem in one line, for logs and errors.
 * @public
 */
export function problemLine({ path, value, reason, fix }: Problem): string {
  const subject = path === '' ? 'request' : path;
  return `${subject}${
    value === undefined ? '' : ` ${quoted(value)}`
  } ${reason}. ${fix}`;
}

/**
 * Names in a sentence: `geth, besu or reth`.
 * @internal
 */
export function oneOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}
