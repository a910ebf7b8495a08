/** As wide as the log of a task is on a small screen. */
const COLUMNS = 80;

/** A text in lines that break between words: the log of a task breaks none. */
export function wrapped(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const line = lines.at(-1);
    return line === undefined || line.length + 1 + word.length > COLUMNS
      ? [...lines, word]
      : [...lines.slice(0, -1), `${line} ${word}`];
  }, []);
}
