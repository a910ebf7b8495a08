import { renderEnglishMessage } from '../messages/english';
import type { Message } from '../messages/message';
import { nodeMessages } from '../messages/nodeMessages';
import { toMessages } from '../messages/render';
import type { MessageTable } from '../messages/table';
import { MAX_REASONS, type Verdict } from './verdict';

/** Reasons of a verdict as messages; sentences without a known code become text messages. @public */
export function reasonMessages(
  { reasons, reasonsCoded }: Pick<Verdict, 'reasons' | 'reasonsCoded'>,
  table: MessageTable = nodeMessages,
): Message[] {
  return toMessages(table, reasons, reasonsCoded);
}

/** The text of a verdict, in English and as messages. @public */
export type VerdictText = Pick<
  Verdict,
  'summary' | 'summaryCoded' | 'reasons' | 'reasonsCoded'
>;

/**
 * Renders summary and reasons for a verdict.
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

/** A finding with its English sentence and its message. */
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
