import { isoTime } from '../health/isoTime';
import { formatBytes, formatDuration } from './format';
import type { Message } from './message';
import { fillPlaceholders, type MessageFormats, renderMessage } from './render';
import type { MessageTable } from './table';

/** `12:03 UTC`, with the date when that is not today's. */
function formatClock(at: number, now: number): string {
  const [day = '', time = ''] = isoTime(at).split('T');
  const today = isoTime(now).startsWith(day);
  return `${today ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}

/** What logs, commands and metrics write: English, UTC. @public */
export function englishFormats(now: number): MessageFormats {
  return {
    instant: time => formatClock(Date.parse(time), now),
    day: time => time.slice(0, 10),
    date: date => date,
    seconds: formatDuration,
    bytes: size => formatBytes(size),
    rate: figure => figure.toFixed(1),
  };
}

/**
 * The English sentence of a message.
 *
 * @param now - milliseconds since the epoch: times of the same day are given without it
 * @public
 */
export function renderEnglishMessage(
  table: MessageTable,
  message: Message,
  now: number,
): string {
  return renderMessage(table, message, englishFormats(now), (code, params) =>
    fillPlaceholders(table[code]?.english ?? code, params),
  );
}
