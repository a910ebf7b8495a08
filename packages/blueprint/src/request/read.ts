import { parseDocument } from 'yaml';
import { presentable } from '../problem';
import type { Problem } from '../problem';

/** @public */
export type ReadResult =
  | { ok: true; value: unknown }
  | { ok: false; problems: Problem[] };

/**
 * Characters of a request file, at most; a reader can stop there. Twenty nodes with all of their keys
 * have 8 KiB.
 * @internal
 */
export const MAX_REQUEST_LENGTH = 32 * 1024;

/** Structural characters of YAML. The time of its parser grows with the square of their number. */
const marks = /[[\]{},:"'?&*!%|>@`]|(?<=^|\s)-(?=\s)/g;
const MAX_MARKS = 4000;

/** Upper bound of the syntax errors that are reported. */
const MAX_FAULTS = 10;

/**
 * Reads a request file. YAML 1.2, of which JSON is a part; one document, no repeated keys, no tags of one's own.
 * @public
 */
export function readRequest(text: string): ReadResult {
  const excess = excessOf(text);
  if (excess !== undefined) {
    return refused([
      { reason: excess, fix: 'Remove what is not part of the request.' },
    ]);
  }
  const document = parseDocument(text, {
    version: '1.2',
    prettyErrors: true,
  });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return refused(
      sentencesOf(faults.map(({ message }) => message)).map(sentence => ({
        reason: `is not YAML that can be read: ${sentence}`,
        fix: 'Correct the file at that place. Texts with special characters belong in quotes.',
      })),
    );
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 20 }) };
  } catch (error) {
    return refused([
      {
        reason: `is not YAML that can be read: ${
          error instanceof Error ? sentenceOf(error.message) : String(error)
        }`,
        fix: 'Write the request without anchors and aliases.',
      },
    ]);
  }
}

function refused(problems: Array<Omit<Problem, 'path'>>): ReadResult {
  return {
    ok: false,
    problems: presentable(problems.map(problem => ({ path: '', ...problem }))),
  };
}

export function excessOf(text: string): string | undefined {
  if (text.length > MAX_REQUEST_LENGTH) {
    return `has more than ${MAX_REQUEST_LENGTH} characters`;
  }
  const count = text.match(marks)?.length ?? 0;
  return count > MAX_MARKS
    ? `is made of more than ${MAX_MARKS} keys, texts and lists`
    : undefined;
}

/** Each once, and no more than are read. A parser that ran out of its stack reports that as faults of the file. */
function sentencesOf(messages: string[]): string[] {
  return messages.some(message => message.startsWith('Maximum call stack'))
    ? ['it is nested too deep']
    : [...new Set(messages.map(sentenceOf))].slice(0, MAX_FAULTS);
}

function sentenceOf(message: string): string {
  return firstLine(message).slice(0, 300);
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line.replace(/:$/, '');
}
