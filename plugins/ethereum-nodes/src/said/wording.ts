import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  isKnown,
  messageOf,
  messagesOf,
  reasonBesideHead,
  renderMessage,
  type Message,
  type MessageFormats,
  type MessageTable,
  type MessageValue,
  type NodeState,
} from '@nodeyard/ethereum';
import type { ethereumNodesTranslationRef } from '../translation';

/** Makes sentences of data; what has no code that is known here stays the sentence that it came as. */
export interface Wording {
  one(sentence: string, coded: Message | undefined): string;
  /** Sentences side by side. */
  all(sentences: readonly string[], coded?: readonly Message[]): string[];
  /** What a summary says beyond state, head and its age, which stand beside it; undefined when it says nothing else. */
  besideHead(
    state: NodeState,
    summary: string,
    coded: Message | undefined,
  ): string | undefined;
}

type Translation = (key: string, params: Record<string, string>) => string;

const table: MessageTable = fleetMessages;

export function wording(
  t: TranslationFunction<typeof ethereumNodesTranslationRef.T>,
  formats: MessageFormats,
): Wording {
  // Codes come from elsewhere, and so do their parameters: no type knows them.
  const translate = t as unknown as Translation;
  // What a client says must not be read as a parameter or as a key: it never gets into the translation, a slot for it does.
  const translated: Translation = (key, params) =>
    translate(key, slotsOf(params)).replace(
      /\uE000(\w+)\uE001/g,
      (_, name) => params[name] ?? '',
    );
  const words = (message: Message, outermost: 'said' | 'beside' = 'said') =>
    renderMessage(table, message, formats, (code, params) =>
      translated(
        `${code === message.code ? outermost : 'said'}.${code}`,
        params,
      ),
    );
  return {
    one: (sentence, coded) => words(messageOf(table, sentence, coded)),
    all: (sentences, coded) =>
      messagesOf(table, sentences, coded).map(message => words(message)),
    besideHead: (state, summary, coded) => {
      if (coded === undefined || !isKnown(table, coded)) {
        return reasonBesideHead(state, summary);
      }
      const reason = innermostReason(coded);
      switch (hasHeadAlone(reason) && table[reason.code].besideHead) {
        case '':
          return undefined;
        case false:
        case undefined:
          return words(reason);
        default:
          return words(reason, 'beside');
      }
    },
  };
}

function slotsOf(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(params).map(name => [name, `\uE000${name}\uE001`]),
  );
}

/** Of a summary its reason, whatever pool says so. */
function innermostReason(message: Message): Message {
  const { reason, summary } = message.params;
  if (message.code === 'summary' && isMessage(reason)) return reason;
  return message.code === 'pool-well' && isMessage(summary)
    ? innermostReason(summary)
    : message;
}

/** Whether all that a sentence says of the head is its block and age. */
function hasHeadAlone({ code, params: { head } }: Message): boolean {
  return code === 'head' || (isMessage(head) && head.code === 'head');
}

function isMessage(value: MessageValue | undefined): value is Message {
  return typeof value === 'object' && !Array.isArray(value);
}
