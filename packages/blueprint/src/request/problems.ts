import { asMessage, valueAt, type Message } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { useOneOf } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import { pathText, problemOf } from '../problem';
import type { Problem } from '../problem';
import { keysBelow, requestKey } from './keys';
import { nearest } from './nearest';
import type { CodedIssue } from './reason';
import { nodeRequestSchema } from './schema';

const types: Record<string, Message | undefined> = {
  string: requestMessage('type-string', {}),
  array: requestMessage('type-array', {}),
  object: requestMessage('type-object', {}),
  number: requestMessage('type-number', {}),
  int: requestMessage('type-int', {}),
  boolean: requestMessage('type-boolean', {}),
};

/** Everything in which a value differs from the format of a request, whatever else is wrong with it. */
export function formatProblems(request: unknown): Problem[] {
  const parsed = nodeRequestSchema.safeParse(request);
  return parsed.success
    ? []
    : parsed.error.issues.flatMap(issue => toProblems(issue, request));
}

function toProblems(issue: z.core.$ZodIssue, request: unknown): Problem[] {
  const path = pathText(issue.path);
  const value = valueAt(request, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key =>
      unknownKey(path, key, valueAt(request, [...issue.path, key])),
    );
  }
  if (value === undefined) {
    return [
      problemOf({
        path,
        reason: requestMessage('missing', {}),
        fix: requestMessage('add-example', { example: exampleOf(path) }),
      }),
    ];
  }
  return [problemOf({ path, value, ...explain(issue, path, value) })];
}

function unknownKey(parent: string, key: string, value: unknown): Problem {
  const known = keysBelow(parent);
  const meant = nearest(key, known);
  return problemOf({
    path: parent === '' ? key : `${parent}.${key}`,
    value,
    reason: requestMessage('unknown-key', {}),
    fix: meant
      ? requestMessage('did-you-mean', { name: meant })
      : requestMessage('remove-unknown-key', { keys: known.join(', ') }),
  });
}

function explain(
  issue: z.core.$ZodIssue,
  path: string,
  value: unknown,
): CodedIssue {
  const example = requestMessage('for-example', { example: exampleOf(path) });
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, path, value);
    case 'invalid_value':
      return {
        reason: requestMessage('not-allowed', {}),
        fix: useOneOf(issue.values.map(String)),
      };
    case 'too_small':
      return {
        reason: requestMessage(
          issue.origin === 'array' ? 'too-few' : 'too-small',
          { minimum: Number(issue.minimum) },
        ),
        fix: example,
      };
    case 'too_big':
      return {
        reason: requestMessage(
          issue.origin === 'array' ? 'too-many' : 'too-big',
          { maximum: Number(issue.maximum) },
        ),
        fix: example,
      };
    case 'custom':
      return {
        reason: asMessage(issue.message),
        fix: example,
        ...(issue.params as Partial<CodedIssue> | undefined),
      };
    default:
      return { reason: asMessage(issue.message), fix: example };
  }
}

function wrongType(expected: string, path: string, value: unknown): CodedIssue {
  const isUnquoted =
    expected === 'string' &&
    (typeof value === 'number' || typeof value === 'boolean');
  return {
    reason: requestMessage('wrong-type', {
      actual: typeOf(value),
      expected: types[expected] ?? asMessage(expected),
    }),
    fix: requestMessage(isUnquoted ? 'quote-text' : 'for-example', {
      example: exampleOf(path),
    }),
  };
}

function typeOf(value: unknown): Message {
  if (value === null) return requestMessage('type-empty', {});
  const name = Array.isArray(value) ? 'array' : typeof value;
  return types[name] ?? asMessage(`a ${name}`);
}

function exampleOf(path: string): Message {
  const key = requestKey(path) ?? requestKey(path.replace(/\[\d+\]$/, ''));
  return key
    ? asMessage(`${key.path.replace(/^.*\./, '')}: ${key.example}`)
    : requestMessage('example-in-readme', {});
}
