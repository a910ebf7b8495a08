import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';

/** Summary of a node without a valid verdict. */
export function staleSummary(reason = say('not-polled', {})): Message {
  return say('no-news', { reason });
}
