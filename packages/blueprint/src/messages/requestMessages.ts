import {
  renderEnglishMessage,
  messageTable,
  createMessageFactory,
  type Message,
} from '@nodeyard/ethereum';
import { choiceMessages } from './choices';
import { formMessages } from './form';
import { formatMessages } from './format';
import { planMessages } from './plan';
import { textMessages } from './text';
import { valueMessages } from './values';
import { warningMessages } from './warnings';

/** Every sentence on a request, its plan and the answers of the form. */
export const requestMessages = messageTable({
  /** Names, paths and facts, which no language translates. */
  text: { english: '{{text}}', params: { text: 'text' } },
  ...formatMessages,
  ...textMessages,
  ...valueMessages,
  ...planMessages,
  ...warningMessages,
  ...formMessages,
  ...choiceMessages,
});

/** @public */
export type RequestMessageCode = keyof typeof requestMessages;

/** Creates a message of {@link requestMessages}. */
export const requestMessage = createMessageFactory(requestMessages);

/** The English sentence of a message. No message has an instant, which would be relative to a day. */
export function sentenceOf(message: Message): string {
  return renderEnglishMessage(requestMessages, message, 0);
}
