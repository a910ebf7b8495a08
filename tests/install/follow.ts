import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { edit, type FreshApp } from './freshApp';
import { run } from './programs';
import type { Step } from './steps';

/**
 * Does in an app what a step says: runs its commands, puts its code where it belongs, adds its keys to a YAML file.
 *
 * @returns the seconds that its commands took
 * @throws Error that names the README, the line and what is missing
 */
export function follow(app: FreshApp, step: Step): number {
  const { install, language, source, text } = step;
  if (install === '.') {
    return text
      .split('\n')
      .filter(line => line.trim())
      .reduce(
        (seconds, line) => seconds + run(app.place, ['sh', '-ec', line]),
        0,
      );
  }
  const file = join(app.folder, install);
  if (language === 'yaml') {
    if (existsSync(file)) {
      edit(file, before =>
        stringify(added(parse(before), parse(text), source)),
      );
    } else {
      writeFileSync(file, text);
    }
    return 0;
  }
  if (!existsSync(file)) {
    throw new Error(`${source} names ${install}, which the app does not have`);
  }
  edit(file, before => insert(before, step));
  return 0;
}

/** Lists grow, keys are added; what has a value keeps no second one. */
function added(old: unknown, more: unknown, source: string): unknown {
  if (old === undefined || old === null) return more;
  if (Array.isArray(old) && Array.isArray(more)) return [...old, ...more];
  if (isMap(old) && isMap(more)) {
    return Object.entries(more).reduce(
      (all, [key, value]) => ({
        ...all,
        [key]: added(all[key], value, source),
      }),
      old,
    );
  }
  if (old === more) return old;
  throw new Error(
    `${source} has ${JSON.stringify(more)} where the app has ${JSON.stringify(
      old,
    )}`,
  );
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Code goes in front of the line that the step names, imports to the top. */
function insert(
  before: string,
  { at, in: within, source, text }: Step,
): string {
  if (at === undefined) return `${text}${before}`;
  const lines = before.split('\n');
  const from = within === undefined ? 0 : lineWith(lines, within, 0, source);
  const line = lineWith(lines, at, from, source);
  return [...lines.slice(0, line), text.trimEnd(), ...lines.slice(line)].join(
    '\n',
  );
}

function lineWith(
  lines: string[],
  words: string,
  from: number,
  source: string,
): number {
  const found = lines.findIndex(
    (line, index) => index >= from && line.includes(words),
  );
  if (found < 0) {
    throw new Error(
      `${source} belongs in front of a line with ${words}, and the app has none`,
    );
  }
  return found;
}
