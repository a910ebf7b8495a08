import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, renderEnglishMessage } from '@nodeyard/ethereum';

/**
 * The English sentence of a message of the backend.
 *
 * @param now - milliseconds since the epoch
 */
export function renderEnglish(
  message: MessageOrText,
  now = Date.now(),
): string {
  return renderEnglishMessage(fleetMessages, asMessage(message), now);
}
