import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';

/** What a node's summary says when nothing is known of it. */
export function staleSummary(reason = say('not-polled', {})): Message {
  return say('no-news', { reason });
}
