import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  asMessage,
  type Message,
  toMessage,
  messageSchema,
} from '@nodeyard/ethereum';
import { renderEnglish } from '../renderEnglish';
import { readJson } from './readJson';
import { toStorableText } from './rows';

/** The message of a large pool contains those of all its pods; lists stay small. The English text is truncated as well. */
const MAX_JSON_LENGTH = 4000;

/** Columns of a message: its English text, and its code and parameters as JSON unless that is too long. */
interface SentenceColumns {
  sentence: string;
  coded: string | null;
}

/** @param now - milliseconds since the epoch */
export function toSentenceColumns(
  sentence: string | Message,
  now: number,
): SentenceColumns {
  const message = asMessage(sentence);
  return {
    sentence: toStorableText(renderEnglish(message, now)),
    coded: toCodedColumn(message),
  };
}

/** The code and parameters of a message as JSON. */
export function toCodedColumn(message: Message): string | null {
  // Foreign text has no code.
  if (message.code === 'text') return null;
  const coded = JSON.stringify(message).replaceAll('\\u0000', '');
  return coded.length <= MAX_JSON_LENGTH ? coded : null;
}

/** Reads a stored message; older rows have English text only. */
export function readStoredMessage(
  sentence: string,
  coded: string | null,
): Message {
  return toMessage(fleetMessages, sentence, parseCodedMessage(coded));
}

/** The `...Coded` field of a response. */
export function parseCodedMessage(coded: string | null): Message | undefined {
  return readJson(messageSchema, coded);
}
