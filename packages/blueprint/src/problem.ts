import type { Message } from '@nodeyard/ethereum';
import { requestMessage, sentenceOf } from './messages/requestMessages';

/**
 * One reason for which a request is refused, and its fix.
 * @public
 */
export interface Problem {
  /** Path in the request, e.g. `nodes[0].history`; empty for the request as a whole. */
  path: string;
  /** The value at the path; absent for a missing key. */
  value?: unknown;
  reason: string;
  fix: string;
  /** {@link Problem.reason} as data, for other languages; absent for problems that no form shows. */
  reasonCoded?: Message;
  /** {@link Problem.fix} as data. */
  fixCoded?: Message;
}

/**
 * A property of an accepted request that its author should check.
 * @public
 */
export interface Warning {
  path: string;
  reason: string;
  advice: string;
  /** {@link Warning.reason} as data, for other languages. */
  reasonCoded: Message;
  /** {@link Warning.advice} as data. */
  adviceCoded: Message;
}

/**
 * A problem with its English sentences.
 * @internal
 */
export function problemOf({
  reason,
  fix,
  ...where
}: {
  path: string;
  value?: unknown;
  reason: Message;
  fix: Message;
}): Problem {
  return {
    ...where,
    reason: sentenceOf(reason),
    fix: sentenceOf(fix),
    reasonCoded: reason,
    fixCoded: fix,
  };
}

/**
 * A warning with its English sentences.
 * @internal
 */
export function warningOf(
  path: string,
  reason: Message,
  advice: Message,
): Warning {
  return {
    path,
    reason: sentenceOf(reason),
    advice: sentenceOf(advice),
    reasonCoded: reason,
    adviceCoded: advice,
  };
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
 * A value as JSON for a sentence, truncated to 80 characters.
 * @internal
 */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return printable(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** Control characters except tab and newline, invisible characters, bidirectional marks and noncharacters. */
const unprintable = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{DI}]/gu;

/**
 * A text that is safe for terminals and logs: invisible and control characters are escaped as in JSON.
 * A JSON text stays the same JSON.
 * @internal
 */
export function printable(text: string): string {
  return text.replace(unprintable, character =>
    Array.from(
      { length: character.length },
      (_, place) =>
        `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Upper bound of the problems in one answer. */
const MAX_PROBLEMS = 100;

/**
 * Problems for display: printable, and bounded in number.
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
        problemOf({
          path: '',
          reason: requestMessage('more-problems', { number: more }),
          fix: requestMessage('correct-first', {}),
        }),
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
