import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';

const valuesSchema = z.record(z.string(), z.unknown());
export type Values = z.infer<typeof valuesSchema>;

/** Docs and environments are from this repository, even if a team's repository is rendered. */
const root = resolve(__dirname, '../..');

/** A file of environments/. */
export function shippedEnvironment(name: string): Values {
  const file = join(root, `environments/${name}.yaml`);
  return valuesSchema.parse(parse(readFileSync(file, 'utf8')));
}

/** A page of docs. */
export function pageOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The environments of a page of docs: its blocks of YAML whose first line is `# environments/<name>.yaml`, by name. */
export function documentedEnvironments(page: string): Map<string, Values> {
  const blocks = pageOf(page).matchAll(
    /^```yaml\n# environments\/(\S+)\.yaml\n(.*?)^```$/gms,
  );
  return new Map(
    [...blocks].map(([, name, text]) => [
      ensurePresent(name),
      valuesSchema.parse(parse(ensurePresent(text))),
    ]),
  );
}

/** Later values win; mappings merge, lists do not: as layers of values do. */
export function layered(...layers: readonly Values[]): Values {
  return layers.reduce((below, above) =>
    Object.fromEntries(
      [...new Set([...Object.keys(below), ...Object.keys(above)])].map(key => {
        const [under, over] = [below[key], above[key]].map(
          value => valuesSchema.safeParse(value).data,
        );
        if (under && over) return [key, layered(under, over)];
        return [key, key in above ? above[key] : below[key]];
      }),
    ),
  );
}

/** The value at a path of keys, with spaces in between: keys have dots themselves. */
export function at(values: Values, path: string): unknown {
  return path
    .split(' ')
    .reduce<unknown>((below, key) => Object(below)[key], values);
}
