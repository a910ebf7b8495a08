import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  asMessage,
  english,
  type Message,
  messageOf,
  messageSchema,
} from '@nodeyard/ethereum';
import { readJson } from './readJson';
import { toStorableText } from './rows';

/** A sentence of a large pool has those of all its pods; lists stay small, and its English is cut the same way. */
const MAX_JSON_LENGTH = 4000;

/** The two columns of a sentence: its English, and the message where that is not too long. */
export interface SentenceColumns {
  sentence: string;
  coded: string | null;
}

/** @param now - milliseconds since the epoch */
export function toSentenceColumns(
  said: string | Message,
  now: number,
): SentenceColumns {
  const message = asMessage(said);
  // Words of others are no more as data.
  const coded =
    message.code === 'text'
      ? undefined
      : JSON.stringify(message).replaceAll('\\u0000', '');
  return {
    sentence: toStorableText(english(fleetMessages, message, now)),
    coded: coded && coded.length <= MAX_JSON_LENGTH ? coded : null,
  };
}

/** A stored sentence as data: in words where it was stored before there were messages. */
export function readStoredMessage(
  sentence: string,
  coded: string | null,
): Message {
  return messageOf(fleetMessages, sentence, parseCodedMessage(coded));
}

/** What goes beside a sentence in an answer. */
export function parseCodedMessage(coded: string | null): Message | undefined {
  return readJson(messageSchema, coded);
}
