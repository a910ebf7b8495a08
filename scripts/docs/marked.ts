import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

export interface Marked {
  file: string;
  /** The line above the generated part. */
  begin: string;
  text: string;
}

const END = '<!-- end -->';

/** The text of a Markdown file with another generated part, formatted as Prettier does it. */
export function withMarked(part: Marked) {
  return formatted(part.file, marked(part));
}

/** The text of a file with another generated part. */
export function marked({ file, begin, text }: Marked): string {
  const [before, rest] = readFileSync(file, 'utf8').split(begin);
  const end = rest?.indexOf(END) ?? -1;
  if (rest === undefined || end < 0) {
    throw new Error(`${file} lacks the line "${begin}" or "${END}" behind it`);
  }
  return `${before}${begin}\n\n${text}\n\n${rest.slice(end)}`;
}

/** Markdown as Prettier formats it in a file. */
export async function formatted(file: string, markdown: string) {
  const style = await resolveConfig(file);
  return format(markdown, { ...style, parser: 'markdown' });
}

/** Writes a file, or with `--check` fails when it is not what would be written. */
export function writeOrCheck(file: string, next: string): void {
  if (readFileSync(file, 'utf8') === next) return;
  if (process.argv.includes('--check')) {
    throw new Error(`${file} is not current: run "make generate"`);
  }
  writeFileSync(file, next);
}

/** A Markdown table. */
export function markdownTable(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}
