import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, english } from '@nodeyard/ethereum';
import { noon } from './builders';

/** A sentence as logs have it, at noon. */
export function sentenceOf(
  said: MessageOrText | undefined,
): string | undefined {
  return said && english(fleetMessages, asMessage(said), noon);
}

const sentences = ['reason', 'denied', 'error', 'pollError', 'unusable'];

/** A reading, a place or a poll with its sentences in English. */
export function inEnglish<T extends object>(of: T) {
  const worded = (name: string, value: unknown): unknown =>
    sentences.includes(name) && value !== undefined
      ? sentenceOf(value as MessageOrText)
      : value;
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      name === 'notes' && Array.isArray(value)
        ? value.map(sentenceOf)
        : worded(name, value),
    ]),
  ) as { [K in keyof T]: T[K] } & Partial<Record<Sentence, string>>;
}

type Sentence = 'reason' | 'denied' | 'error' | 'pollError' | 'unusable';
