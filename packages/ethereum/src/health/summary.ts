import type { Message } from '../messages/message';
import { nodeMessages, createNodeMessage } from '../messages/nodeMessages';
import type { NodeState } from './verdict';

/** The state and its decisive reason in one sentence. */
export const summaryOf = (state: NodeState, reason: Message) =>
  createNodeMessage('summary', { state, reason });

const headSentence =
  /^head is block \d+, (?:\d+ (?:d|h|min|s) ?)+old(?:,? (?:and|but) |, )?/;

/**
 * The part of a verdict's `summary` after state, head and age of the head, for lists with columns for these. For summaries without
 * a coded message.
 * @returns undefined if there is no other part
 * @public
 */
export function reasonBesideHead(
  state: NodeState,
  summary: string,
): string | undefined {
  const title = nodeMessages[`state-${state}`].english;
  const start = summary.indexOf(`${title}: `);
  const reason = (
    start < 0 ? summary : summary.slice(start + title.length + 2)
  ).replace(headSentence, '');
  return reason === '' || reason === title ? undefined : reason;
}
