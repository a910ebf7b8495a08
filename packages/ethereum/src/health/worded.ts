import { english } from '../messages/english';
import type { Message } from '../messages/message';
import { nodeMessages } from '../messages/nodeMessages';
import { messagesOf } from '../messages/render';
import type { MessageTable } from '../messages/table';
import { MAX_REASONS, type Verdict } from './verdict';

/** A verdict's reasons as data; sentences of an older sidecar, and of a newer one with codes that are not known here, as they are. @public */
export function reasonsOf(
  { reasons, reasonsCoded }: Pick<Verdict, 'reasons' | 'reasonsCoded'>,
  table: MessageTable = nodeMessages,
): Message[] {
  return messagesOf(table, reasons, reasonsCoded);
}

/** The part of a verdict that is said, in English and as data. @public */
export type WordedPart = Pick<
  Verdict,
  'summary' | 'summaryCoded' | 'reasons' | 'reasonsCoded'
>;

/**
 * Summary and reasons as a verdict has them.
 *
 * @param now - milliseconds since the epoch
 * @public
 */
export function wordedPart(
  summary: Message,
  reasons: readonly Message[],
  now: number,
  table: MessageTable = nodeMessages,
): WordedPart {
  const said = reasons.slice(0, MAX_REASONS);
  return {
    summary: english(table, summary, now),
    summaryCoded: summary,
    reasons: said.map(reason => english(table, reason, now)),
    reasonsCoded: said,
  };
}

/** A finding with its English sentence beside the data. */
export type Detailed<T> = T & { detail: string; detailCoded: Message };

/** @param now - milliseconds since the epoch */
export function detailed<T extends { detail: Message }>(
  found: T,
  now: number,
): Detailed<Omit<T, 'detail'>> {
  return {
    ...found,
    detail: english(nodeMessages, found.detail, now),
    detailCoded: found.detail,
  };
}
