import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, english } from '@nodeyard/ethereum';
import { noon } from './builders';

/** English text of a message, at noon. */
export function toSentence(
  message: MessageOrText | undefined,
): string | undefined {
  return message && english(fleetMessages, asMessage(message), noon);
}

const sentences = ['reason', 'denied', 'error', 'pollError', 'unusableReason'];

/** A reading, place or poll with its messages as English text. */
export function toEnglish<T extends object>(of: T) {
  const worded = (name: string, value: unknown): unknown =>
    sentences.includes(name) && value !== undefined
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

type Sentence = 'reason' | 'denied' | 'error' | 'pollError' | 'unusableReason';
