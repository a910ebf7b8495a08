import { messageTable } from '@nodeyard/ethereum';

/** Texts that are too long or unreadable, and requests that are too large to be checked. */
export const textMessages = messageTable({
  'has-characters': {
    english: 'has {{length}} characters',
    params: { length: 'number' },
  },
  'has-more-characters': {
    english: 'has more than {{maximum}} characters',
    params: { maximum: 'number' },
  },
  'use-at-most': {
    english: 'Use at most {{maximum}}.',
    params: { maximum: 'number' },
  },
  'says-nothing': { english: 'says nothing', params: {} },
  'write-sentence': { english: 'Write a sentence for people.', params: {} },
  unprintable: {
    english: 'contains characters that cannot be printed',
    params: {},
  },
  'remove-unprintable': {
    english:
      'Remove control characters, line separators and marks that change the reading direction.',
    params: {},
  },
  'part-of-itself': { english: 'is a part of itself', params: {} },
  'write-without-anchors': {
    english: 'Write it out without anchors and aliases.',
    params: {},
  },
  'too-deep': {
    english: 'is nested deeper than {{levels}} levels',
    params: { levels: 'number' },
  },
  'remove-too-deep': {
    english: 'Remove what is in it: no key of a request lies so deep.',
    params: {},
  },
  'key-too-long': {
    english: 'is a key of {{length}} letters',
    params: { length: 'number' },
  },
  'remove-long-key': {
    english: 'Remove it: no key of a request is so long.',
    params: {},
  },
  'too-many-parts': {
    english: 'has more than {{maximum}} keys and entries',
    params: { maximum: 'number' },
  },
  'remove-surplus': {
    english: 'Remove what is not part of the request.',
    params: {},
  },
  'more-problems': {
    english: 'has {{number}} more problems',
    params: { number: 'number' },
  },
  'correct-first': { english: 'Correct these first.', params: {} },
});
