import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { ensurePresent } from '../../ensurePresent';
import { present } from './present';
import type { Outcome } from '../program';
import type { Finding } from '../report';
import { findingOf } from '../report';
import { emptied, keysOf, without, type Path } from './keys';
import { inParallel, start } from './pool';
import { foreignWords } from './words';

/** Values that switch on every part of a chart. */
const bases: Readonly<Record<string, string>> = {
  'ethereum-infrastructure': join(__dirname, 'everything.yaml'),
  'ethereum-network': join(__dirname, 'network.yaml'),
  platform: 'ci/everything.yaml',
  'local-registry': 'ci/signed-in.yaml',
};

/**
 * A chart by itself, without the helmfiles: Helm takes the default of an emptied key away, so that the chart either does
 * without it or refuses it by its name.
 *
 * @param groups - which keys are emptied at once
 */
export async function emptiedInChart(
  chart: string,
  groups: (keys: readonly Path[]) => readonly (readonly Path[])[],
): Promise<Finding> {
  const scratch = mkdtempSync(join(tmpdir(), 'emptied-'));
  try {
    const values = overlay(
      read(join(chart, 'values.yaml')),
      read(resolve(chart, ensurePresent(bases[basename(chart)]))),
    );
    const render = (tree: unknown, slot: number) => {
      const file = join(scratch, `${slot}.yaml`);
      writeFileSync(file, stringify(tree));
      return start(
        'helm',
        ['template', 'trial', chart, '--values', file],
        scratch,
      );
    };
    const whole = await render(values, 0);
    if (!whole.ok) return { ok: false, problems: whole.reason };
    const counts = { absent: 0, refused: 0, taken: 0 };
    const tryKeys = async (
      keys: readonly Path[],
      slot: number,
    ): Promise<string[]> => {
      const given = await render(emptied(values, keys), slot);
      if (!given.ok) {
        const unnamed = keys.filter(key => !isNamed(given.reason, key));
        counts.refused += keys.length - unnamed.length;
        return unnamed.length > 0 && unnamed.length < keys.length
          ? tryKeys(unnamed, slot)
          : complaints(given.reason, keys);
      }
      if (same(given, await render(without(values, keys), slot))) {
        counts.absent += keys.length;
        return [];
      }
      const wrong = keys.filter(key => !isOfKubernetes(key));
      counts.taken += keys.length - wrong.length;
      return wrong.map(
        key => `${key.join('.')}: emptied it is not as if it were not there`,
      );
    };
    const problems = await inParallel(groups(keysOf(values)), tryKeys);
    return findingOf(
      problems.flat(),
      `${counts.absent} keys as if they were not there, ${counts.refused} refused by name, ${counts.taken} entries of resources and labels taken away, as Helm has it`,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Problems of a refusal: text of Go, or no mention of the keys. */
export function complaints(refusal: string, keys: readonly Path[]): string[] {
  const names = keys.map(key => key.join('.')).join(', ');
  const foreign = foreignWords(refusal);
  if (foreign) return [`${names}: "${foreign}" in: ${refusal}`];
  return keys.some(key => isNamed(refusal, key))
    ? []
    : [`${names}: not named in: ${refusal}`];
}

/** Schemas name a field by a JSON pointer, or its parent and the missing key. */
function isNamed(refusal: string, key: Path): boolean {
  const steps = key.map(step => String(step).replaceAll('/', '~1'));
  const above = `'/${steps.slice(0, -1).join('/')}'`;
  return [String(key.at(-1)), ensurePresent(steps.at(-1)), above].some(words =>
    refusal.includes(words),
  );
}

/**
 * Mappings that take any entry: by an empty one Helm takes a default entry away, as everywhere else, and what is rendered
 * has one limit or label less.
 */
function isOfKubernetes(key: Path): boolean {
  return key
    .slice(0, -1)
    .some(step => step === 'resources' || step === 'labels');
}

/** Kubernetes treats null as an absent field. */
function same(left: Outcome, right: Outcome): boolean {
  if (!left.ok || !right.ok) return false;
  if (left.output === right.output) return true;
  const [one, other] = [left, right].map(({ output }) =>
    parseAllDocuments(output).map(document => present(document.toJS())),
  );
  return isDeepStrictEqual(one, other);
}

function read(file: string): unknown {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) ?? {} : {};
}

/** As Helm lays values over values. */
function overlay(beneath: unknown, above: unknown): unknown {
  if (!isMapping(beneath) || !isMapping(above)) return above ?? beneath;
  const names = new Set([...Object.keys(beneath), ...Object.keys(above)]);
  return Object.fromEntries(
    [...names].map(name => [
      name,
      name in above ? overlay(beneath[name], above[name]) : beneath[name],
    ]),
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
