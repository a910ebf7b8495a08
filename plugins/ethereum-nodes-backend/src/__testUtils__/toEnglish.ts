import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { renderEnglish } from '../renderEnglish';
import { noon } from './builders';

/** English text of a message, at noon. */
export function toSentence(
  message: MessageOrText | undefined,
): string | undefined {
  return message && renderEnglish(message, noon);
}

const sentences = [
  'reason',
  'denied',
  'error',
  'pollError',
  'unusableReason',
] as const;

/** A reading, place or poll with its messages as English text. */
export function toEnglish<T extends object>(of: T) {
  const worded = (name: string, value: unknown): unknown =>
    (sentences as readonly string[]).includes(name) && value !== undefined
      ? toSentence(value as MessageOrText)
      : value;
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      name === 'notes' && Array.isArray(value)
        ? value.map(toSentence)
        : worded(name, value),
    ]),
  ) as { [K in keyof T]: T[K] } & Partial<Record<Sentence, string>>;
}

type Sentence = (typeof sentences)[number];
