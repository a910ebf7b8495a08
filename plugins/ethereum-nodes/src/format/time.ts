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

/** `12:03:41` today, `21 Nov, 12:03:41` before: when exactly something happened. */
export function formatExact(
  time: Date | string | number,
  nowMs: number,
  locale?: string,
): string {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
  }).format(date);
}

/** What stands below a tick of a time axis: `21 Nov` where a day begins, `12:00` within one. */
export function formatTick(
  tick: { time: number; isMidnight: boolean },
  locale?: string,
): string {
  return new Intl.DateTimeFormat(
    locale,
    tick.isMidnight
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit' },
  ).format(tick.time);
}
