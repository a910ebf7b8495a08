import {
  formatBytes,
  formatDuration,
  type MessageFormats,
} from '@nodeyard/ethereum';

/** Number and time formats of a locale. All numbers and times of our pages are formatted with them. */
export interface Formats extends MessageFormats {
  locale: string;
  /** `12:03` today, `21 Nov, 12:03` before. */
  since(time: Date | string, nowMs: number): string;
  /** `12:03:41` today, `21 Nov, 12:03:41` before, to the second. */
  exact(time: Date | string | number, nowMs: number): string;
  /** Label of a tick of a time axis: `21 Nov` where a day begins, `12:00` within one. */
  tick(tick: { time: number; isMidnight: boolean }): string;
  /** Date and time with seconds and time zone, for tooltips. */
  absolute(time: Date | string): string;
  /** A count with grouped digits, a dash when it is not known. */
  count(count: number | undefined): string;
  /** An amount without cents. */
  money(amount: number, currency: string): string;
  /** @param share - 0 to 1; never rounds up to 100 % */
  share(share: number): string;
}

/**
 * @param locale - language of the app, with the region that the browser prefers for it
 * @param timeZone - the browser's by default
 */
export function createFormats(locale: string, timeZone?: string): Formats {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const number = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options);
  const day = date({ dateStyle: 'medium' });
  const calendar = date({ dateStyle: 'medium', timeZone: 'UTC' });
  const clock = date({ hour: '2-digit', minute: '2-digit' });
  const dayAndClock = date({
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const clockWithSeconds = date({
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const dayAndClockWithSeconds = date({
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const dayOfMonth = date({ day: 'numeric', month: 'short' });
  const absolute = date({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  const counts = number({});
  const rates = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const isSameDay = (at: Date, nowMs: number) =>
    day.format(at) === day.format(new Date(nowMs));
  const since = (time: Date | string, nowMs: number) => {
    const at = new Date(time);
    return (isSameDay(at, nowMs) ? clock : dayAndClock).format(at);
  };
  return {
    locale,
    since,
    exact: (time, nowMs) => {
      const at = new Date(time);
      return (
        isSameDay(at, nowMs) ? clockWithSeconds : dayAndClockWithSeconds
      ).format(at);
    },
    tick: ({ time, isMidnight }) =>
      (isMidnight ? dayOfMonth : clock).format(time),
    absolute: time => absolute.format(new Date(time)),
    instant: time => since(time, Date.now()),
    day: time => day.format(new Date(time)),
    date: text => calendar.format(new Date(text)),
    seconds: formatDuration,
    bytes: size => formatBytes(size, locale),
    rate: figure => rates.format(figure),
    count: value => (value === undefined ? '–' : counts.format(value)),
    money: (amount, currency) =>
      number({
        style: 'currency',
        currency,
        maximumFractionDigits: 0,
      }).format(amount),
    share: value => {
      const digits = value >= 0.9 && value < 1 ? 1 : 0;
      const factor = 100 * 10 ** digits;
      return number({
        style: 'percent',
        maximumFractionDigits: digits,
      }).format(Math.floor(value * factor) / factor);
    },
  };
}

/**
 * Language of the app, with the region that the browser prefers for it: an English app shows 22:09 in London and 10:09 PM in
 * New York. The language of the browser is not used, because the messages are not in it.
 */
export function localeOf(
  language: string,
  preferred: readonly string[],
): string {
  const base = (locale: string) => locale.toLowerCase().split('-')[0];
  return preferred.find(locale => base(locale) === base(language)) ?? language;
}
