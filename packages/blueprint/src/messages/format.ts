import { messageTable } from '@nodeyard/ethereum';

/** Values that the format of a request does not allow, and the fixes. */
export const formatMessages = messageTable({
  missing: { english: 'is missing', params: {} },
  'add-example': {
    english: 'Add it, for example {{example}}',
    params: { example: 'message' },
  },
  'for-example': {
    english: 'For example {{example}}',
    params: { example: 'message' },
  },
  'example-in-readme': {
    english: 'the request in the README of @nodeyard/blueprint.',
    params: {},
  },
  'unknown-key': { english: 'is not a key of a request', params: {} },
  'remove-unknown-key': {
    english: 'Remove it. Known here: {{keys}}.',
    params: { keys: 'text' },
  },
  'did-you-mean': {
    english: 'Did you mean {{name}}?',
    params: { name: 'text' },
  },
  'wrong-type': {
    english: 'is {{actual}}, and {{expected}} is expected',
    params: { actual: 'message', expected: 'message' },
  },
  'quote-text': {
    english: 'YAML reads it so; put a text in quotes. For example {{example}}',
    params: { example: 'message' },
  },
  'type-empty': { english: 'empty', params: {} },
  'type-string': { english: 'a text', params: {} },
  'type-array': { english: 'a list', params: {} },
  'type-object': { english: 'a mapping of keys', params: {} },
  'type-number': { english: 'a number', params: {} },
  'type-int': { english: 'a whole number', params: {} },
  'type-boolean': { english: 'a boolean', params: {} },
  'not-allowed': {
    english: 'is not one of the values that this key takes',
    params: {},
  },
  'use-one-of': {
    english: 'Use {{choices}}.',
    params: { choices: 'message' },
  },
  /** Alternatives: `geth, besu or reth`. */
  'any-of': {
    english: '{{names}} or {{last}}',
    params: { names: 'text', last: 'text' },
  },
  'too-small': {
    english: 'is less than {{minimum}}',
    params: { minimum: 'number' },
  },
  'too-few': {
    english: 'is less than {{minimum}} entry',
    params: { minimum: 'number' },
  },
  'too-big': {
    english: 'is more than {{maximum}}',
    params: { maximum: 'number' },
  },
  'too-many': {
    english: 'is more than {{maximum}} entry',
    params: { maximum: 'number' },
  },
});
