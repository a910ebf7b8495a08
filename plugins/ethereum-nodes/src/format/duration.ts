const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/**
 * A duration in its two largest units: `4s`, `3m 12s`, `2h 5m`, `12d 3h`. Negative durations count as zero.
 */
export function formatDuration(seconds: number, locale?: string): string {
  let rest = Math.max(0, Math.floor(seconds));
  const largest = units.findIndex(({ seconds: size }) => rest >= size);
  if (largest === -1) {
    return formatUnit(0, 'second', locale);
  }
  const parts: string[] = [];
  for (const { unit, seconds: size } of units.slice(largest, largest + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) {
      parts.push(formatUnit(amount, unit, locale));
    }
  }
  return parts.join(' ');
}

function formatUnit(amount: number, unit: string, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
  }).format(amount);
}
