import { styleText } from 'node:util';
import { printable } from '../problem';
import type { Paint } from './paint';

/** Where a command reads and writes; tests give their own. @public */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  readFile(path: string): Promise<string>;
  /** Whether what is written to `out` may carry colours. */
  colours: boolean;
  now(): Date;
}

const formats = {
  title: 'bold',
  good: 'green',
  bad: 'red',
  careful: 'yellow',
  quiet: 'dim',
} as const;

export function painter(colours: boolean): Paint {
  return (tone, text) =>
    colours ? styleText(formats[tone], text, { validateStream: false }) : text;
}

/** @see https://no-color.org: any value but the empty one turns colours off. */
export function wantsColours(
  stream: { isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
) {
  return (
    stream.isTTY === true &&
    !environment.NO_COLOR &&
    environment.TERM !== 'dumb'
  );
}

/** A terminal that nothing steers but colours of our own, where it has them. */
export function harmless(terminal: Terminal): Terminal {
  // eslint-disable-next-line no-control-regex
  const ownColours = /(\u001b\[[0-9]{1,2}m)/;
  const clean = (text: string) =>
    terminal.colours
      ? text
          .split(ownColours)
          .map(part => (ownColours.test(part) ? part : printable(part)))
          .join('')
      : printable(text);
  return {
    ...terminal,
    out: text => terminal.out(clean(text)),
    error: text => terminal.error(clean(text)),
  };
}
