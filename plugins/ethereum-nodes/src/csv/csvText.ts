/** What a cell may hold. */
export type CsvValue = string | number | boolean | undefined;

/**
 * What spreadsheets take for the beginning of a formula. Some begin a cell after a semicolon or a tab as well, by the
 * language of their user, and then quotes around the whole do not help, nor do those of the text itself.
 */
const formula =
  /^[\t\r\n]|(?<=^|[;\t\r\n]["' ]*)[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/g;

/**
 * Rows as RFC 4180 writes them: CRLF after each, quotes around what needs them.
 *
 * What a spreadsheet would run as a formula gets an apostrophe in front: names and summaries come from clusters and
 * clients that the reader need not trust. Numbers are left as they are.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(rows: readonly CsvValue[][]): string {
  return rows.map(row => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(value: CsvValue): string {
  if (typeof value !== 'string') return value === undefined ? '' : `${value}`;
  const safe = value.replace(formula, "'$&");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
