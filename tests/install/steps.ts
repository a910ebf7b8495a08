import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './packages';

/** A fenced block of a README that asks its reader to do something. */
export interface Step {
  /** README and line, for messages. */
  source: string;
  language: string;
  text: string;
  /** A file of the app, `.` for commands in its folder, `beside` for commands in another terminal. */
  install: string;
  /** Where in the file: in front of the first line with this text, `at`, behind the first line with that one, `in`. */
  at?: string;
  in?: string;
}

const fence = /^```(\w+) (.*\binstall="[^"]*".*)\n([\s\S]*?)^```$/gm;

/**
 * The steps of a README, in its order. A block is one if its first line says where it belongs, which no page shows:
 *
 *     ```ts install="packages/backend/src/index.ts" at="backend.start()"
 */
export function stepsOf(readme: string): Step[] {
  const text = readFileSync(readme, 'utf8');
  const steps = [...text.matchAll(fence)].map(
    ({ 1: language = '', 2: attributes = '', 3: block = '', index }): Step => {
      const attribute = (name: string) =>
        new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
      return {
        source: `${relative(root, readme)}:${
          text.slice(0, index).split('\n').length
        }`,
        language,
        text: block,
        install: attribute('install')!,
        at: attribute('at'),
        in: attribute('in'),
      };
    },
  );
  if (steps.length === 0) {
    throw new Error(
      `${relative(
        root,
        readme,
      )} has no block with install="...": what it asks its readers to do cannot be followed`,
    );
  }
  return steps;
}
