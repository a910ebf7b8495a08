/** Date and time with seconds, for hovering over a relative time. */
export function formatAbsolute(time: Date | string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(new Date(time));
}

/** `12:03` today, `21 Nov, 12:03` before. */
export function formatSince(
  time: Date | string,
  nowMs: number,
  locale?: string,
): string {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
  }).format(date);
}
