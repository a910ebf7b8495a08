/** A count with grouped digits, a dash when it is not known. */
export function formatCount(
  count: number | undefined,
  locale?: string,
): string {
  return count === undefined
    ? '–'
    : new Intl.NumberFormat(locale).format(count);
}

/** @param share - 0 to 1; never rounds up to 100 % */
export function formatShare(share: number, locale?: string): string {
  const digits = share >= 0.9 && share < 1 ? 1 : 0;
  const factor = 100 * 10 ** digits;
  const floored = Math.floor(share * factor) / factor;
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: digits,
  }).format(floored);
}

/** Bytes in binary units, as disks of clusters are sized: `612 GiB`. */
export function formatBytes(bytes: number, locale?: string): string {
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
