import { renderEnglishMessage } from '../messages/english';
import type { Message } from '../messages/message';
import { nodeMessages } from '../messages/nodeMessages';
import { toMessages } from '../messages/render';
import type { MessageTable } from '../messages/table';
import { MAX_REASONS, type Verdict } from './verdict';

/** A verdict's reasons as data; sentences of an older sidecar, and of a newer one with codes that are not known here, as they are. @public */
export function reasonMessages(
  { reasons, reasonsCoded }: Pick<Verdict, 'reasons' | 'reasonsCoded'>,
  table: MessageTable = nodeMessages,
): Message[] {
  return toMessages(table, reasons, reasonsCoded);
}

/** The part of a verdict that is said, in English and as data. @public */
export type VerdictText = Pick<
  Verdict,
  'summary' | 'summaryCoded' | 'reasons' | 'reasonsCoded'
>;

/**
 * Summary and reasons as a verdict has them.
 *
 * @param now - milliseconds since the epoch
 * @public
 */
export function renderVerdictText(
  summary: Message,
  reasons: readonly Message[],
  now: number,
  table: MessageTable = nodeMessages,
): VerdictText {
  const shown = reasons.slice(0, MAX_REASONS);
  return {
    summary: renderEnglishMessage(table, summary, now),
    summaryCoded: summary,
    reasons: shown.map(reason => renderEnglishMessage(table, reason, now)),
    reasonsCoded: shown,
  };
}

/** A finding with its English sentence beside the data. */
export type WithDetail<T> = T & { detail: string; detailCoded: Message };

/** @param now - milliseconds since the epoch */
export function withDetail<T extends { detail: Message }>(
  found: T,
  now: number,
): WithDetail<Omit<T, 'detail'>> {
  return {
    ...found,
    detail: renderEnglishMessage(nodeMessages, found.detail, now),
    detailCoded: found.detail,
  };
}
