/** Value of a cell. */
export type CsvValue = string | number | boolean | undefined;

/**
 * Start of a formula in spreadsheets. Depending on the user's locale, a semicolon or tab also starts a cell; quotes around
 * the field, or within its text, do not prevent that.
 */
const formula =
  /^[\t\r\n]|(?<=^|[;\t\r\n]["' ]*)[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/g;

/**
 * Formats rows by RFC 4180: CRLF after each row, quotes where necessary.
 *
 * An apostrophe is put before text that a spreadsheet would evaluate as a formula: names and summaries come from clusters
 * and clients, which are not trusted. Numbers are unchanged.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function formatCsv(rows: readonly CsvValue[][]): string {
  return rows.map(row => `${row.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(value: CsvValue): string {
  if (typeof value !== 'string') return value === undefined ? '' : `${value}`;
  const safe = value.replace(formula, "'$&");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
