const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/**
 * A duration in its two largest units: `45 s`, `3 min 12 s`, `2 h 5 min`, `12 d 3 h`. Negative ones count as none.
 *
 * In SI symbols, so that log, command line and page have the same ones in every language:
 * `Intl.DurationFormat` gives "12 T, 3h, 2 Min. und 1 Sek." in German, and is not in every browser.
 * @public
 */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const largest = units.findIndex(([, size]) => rest >= size);
  const parts: string[] = [];
  for (const [unit, size] of largest < 0
    ? []
    : units.slice(largest, largest + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${unit}`);
  }
  return parts.join(' ') || '0 s';
}

/** Bytes in binary units, as disks of clusters are sized: `612 GiB`. @public */
export function formatBytes(bytes: number, locale = 'en'): string {
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power =
    bytes < 1
      ? 0
      : Math.min(names.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 3,
  }).format(bytes / 1024 ** power);
  return `${amount} ${names[power]}`;
}
