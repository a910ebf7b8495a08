import { valueAt } from '@nodeyard/ethereum';
import type { z } from 'zod';
import { oneOf, pathText } from '../problem';
import type { Problem } from '../problem';
import { keysBelow, requestKey } from './keys';
import { nearest } from './nearest';
import { nodeRequestSchema } from './schema';

const typeWords: Record<string, string> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping of keys',
  number: 'a number',
  int: 'a whole number',
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
      {
        path,
        reason: 'is missing',
        fix: `Add it, for example ${exampleOf(path)}`,
      },
    ];
  }
  return [{ path, value, ...explain(issue, path, value) }];
}

function unknownKey(parent: string, key: string, value: unknown): Problem {
  const known = keysBelow(parent);
  const meant = nearest(key, known);
  return {
    path: parent === '' ? key : `${parent}.${key}`,
    value,
    reason: 'is not a key of a request',
    fix: meant
      ? `Did you mean ${meant}?`
      : `Remove it. Known here: ${known.join(', ')}.`,
  };
}

function explain(
  issue: z.core.$ZodIssue,
  path: string,
  value: unknown,
): { reason: string; fix: string } {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, path, value);
    case 'invalid_value':
      return {
        reason: 'is not one of the values that this key takes',
        fix: `Use ${oneOf(issue.values.map(String))}.`,
      };
    case 'too_small':
      return {
        reason: `is less than ${issue.minimum}${entries(issue.origin)}`,
        fix: `For example ${exampleOf(path)}`,
      };
    case 'too_big':
      return {
        reason: `is more than ${issue.maximum}${entries(issue.origin)}`,
        fix: `For example ${exampleOf(path)}`,
      };
    case 'custom':
      return {
        reason: issue.message,
        fix: String(issue.params?.fix ?? `For example ${exampleOf(path)}`),
      };
    default:
      return { reason: issue.message, fix: `For example ${exampleOf(path)}` };
  }
}

function wrongType(
  expected: string,
  path: string,
  value: unknown,
): { reason: string; fix: string } {
  const reason = `is ${typeName(value)}, and ${
    typeWords[expected] ?? expected
  } is expected`;
  if (
    expected === 'string' &&
    (typeof value === 'number' || typeof value === 'boolean')
  ) {
    return {
      reason,
      fix: `YAML reads it so; put a text in quotes. For example ${exampleOf(
        path,
      )}`,
    };
  }
  return { reason, fix: `For example ${exampleOf(path)}` };
}

function typeName(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping of keys';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function entries(origin: string): string {
  return origin === 'array' ? ' entry' : '';
}

function exampleOf(path: string): string {
  const key = requestKey(path) ?? requestKey(path.replace(/\[\d+\]$/, ''));
  if (!key) return 'the request in the README of @nodeyard/blueprint.';
  return `${key.path.replace(/^.*\./, '')}: ${key.example}`;
}
