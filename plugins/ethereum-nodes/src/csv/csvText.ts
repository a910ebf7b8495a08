/** What a cell may hold. */
export type CsvValue = string | number | boolean | undefined;

/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Rows as RFC 4180 writes them: CRLF after each, quotes around what needs them.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe in front: names and summaries come from clusters and
 * clients that the reader need not trust. Numbers are left as they are.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(rows: readonly CsvValue[][]): string {
  return rows.map(row => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(value: CsvValue): string {
  if (typeof value !== 'string') return value === undefined ? '' : `${value}`;
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
