import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  isKnownMessage,
  toMessage,
  toMessages,
  reasonBesideHead,
  renderMessage,
  withSlots,
  type Message,
  type MessageFormats,
  type MessageTable,
  type MessageValue,
  type NodeState,
} from '@nodeyard/ethereum';
import type { ethereumNodesTranslationRef } from '../translation';

/**
 * Renders messages of the backend in the language and time zone of the reader. A message without a code, or with one that this
 * version has no translation for, is rendered as the English sentence that came with it.
 */
export interface MessageRenderer {
  render(sentence: string, coded: Message | undefined): string;
  /** Renders independent sentences, in their order. */
  renderAll(sentences: readonly string[], coded?: readonly Message[]): string[];
  /**
   * Renders a summary for a place that already shows state, head and head age.
   * @returns undefined if the summary has no other content
   */
  renderBesideHead(
    state: NodeState,
    summary: string,
    coded: Message | undefined,
  ): string | undefined;
}

type Translate = (key: string, params: Record<string, string>) => string;

const table: MessageTable = fleetMessages;

export function createMessageRenderer(
  t: TranslationFunction<typeof ethereumNodesTranslationRef.T>,
  formats: MessageFormats,
): MessageRenderer {
  // Codes and parameters come from the backend, so they are outside of the types of our own keys.
  const translateSafely = withSlots(t as unknown as Translate);
  const render = (
    message: Message,
    namespace: 'message' | 'beside' = 'message',
  ) =>
    renderMessage(table, message, formats, (code, params) =>
      translateSafely(
        `${code === message.code ? namespace : 'message'}.${code}`,
        params,
      ),
    );
  return {
    render: (sentence, coded) => render(toMessage(table, sentence, coded)),
    renderAll: (sentences, coded) =>
      toMessages(table, sentences, coded).map(message => render(message)),
    renderBesideHead: (state, summary, coded) => {
      if (coded === undefined || !isKnownMessage(table, coded)) {
        return reasonBesideHead(state, summary);
      }
      const reason = innermostReason(coded);
      switch (isPlainHead(reason) && table[reason.code]?.besideHead) {
        case '':
          return undefined;
        case false:
        case undefined:
          return render(reason);
        default:
          return render(reason, 'beside');
      }
    },
  };
}

/** The reason of a summary, also of one nested in the summary of a pool. */
function innermostReason(message: Message): Message {
  const { reason, summary } = message.params;
  if (message.code === 'summary' && isMessage(reason)) {
    return reason;
  }
  return message.code === 'pool-well' && isMessage(summary)
    ? innermostReason(summary)
    : message;
}

/** Whether a message describes the head by block and age only. */
function isPlainHead({ code, params: { head } }: Message): boolean {
  return code === 'head' || (isMessage(head) && head.code === 'head');
}

function isMessage(value: MessageValue | undefined): value is Message {
  return typeof value === 'object' && !Array.isArray(value);
}
