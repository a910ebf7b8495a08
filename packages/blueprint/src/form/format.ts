import type { FormLanguage } from './language';

/** The day of a second since the epoch, in UTC. */
export function dateOf(seconds: number, { locale }: FormLanguage): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(seconds * 1000);
}

/** A figure as the language writes it. */
export function numberOf(
  amount: number,
  { locale }: FormLanguage,
  maximumFractionDigits = 0,
): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits }).format(
    amount,
  );
}
