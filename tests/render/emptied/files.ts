import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { ensurePresent } from '../../ensurePresent';
import type { Outcome } from '../program';
import { findingOf, type Finding } from '../report';
import { complaints } from './charts';
import { build, copyOf, releasesOf, renderRelease } from './helmfile';
import { emptied, keysOf, without, type Path } from './keys';
import { inParallel } from './pool';
import type { Layer, Subject } from './subjects';

/**
 * Empties keys of a file that helmfile reads, and compares with the same file without them. What helmfile makes for Helm is
 * compared; where a release gets other values than before, Helm renders it too.
 *
 * @param groups - which keys are emptied at once
 */
export async function emptiedInFile(
  directory: string,
  subject: Subject,
  groups: (keys: readonly Path[]) => readonly (readonly Path[])[],
): Promise<Finding> {
  const copies = Array.from({ length: availableParallelism() }, () =>
    copyOf(directory),
  );
  try {
    const original = read(join(directory, subject.file));
    const make = async (
      values: unknown,
      slot: number,
      selected: readonly Layer[],
    ) => {
      const copy = ensurePresent(copies[slot]);
      writeFileSync(
        join(copy, 'environments/trial.yaml'),
        stringify(subject.trial ?? values),
      );
      if (subject.trial) {
        writeFileSync(join(copy, subject.file), stringify(values));
      }
      return Promise.all(selected.map(layer => build(copy, layer)));
    };
    const every = [
      ...new Set(keysOf(original).flatMap(key => [...subject.layers(key)])),
    ];
    const before = await make(original, 0, every);
    const known = new Set(
      before.flatMap(outcome => [...releasesOf(outcome).values()]),
    );
    if (isDeepStrictEqual(await make({}, 0, every), before)) {
      return {
        ok: false,
        problems: `${subject.file} is read by none of ${every.join(', ')}`,
      };
    }

    const counts = { refused: 0, absent: 0, rendered: 0 };
    const tasks = groups(keysOf(original));
    const problems = await inParallel(tasks, async (keys, slot) => {
      const selected = [
        ...new Set(keys.flatMap(key => [...subject.layers(key)])),
      ];
      const withKeys = await make(emptied(original, keys), slot, selected);
      const absent = await make(without(original, keys), slot, selected);
      const refusals = withKeys.flatMap(outcome =>
        outcome.ok ? [] : [outcome.reason],
      );
      const unlike = difference(withKeys, absent);
      if (unlike !== undefined) {
        return [
          `${subject.file} ${keys
            .map(key => key.join('.'))
            .join(', ')}: emptied it is not as if it were not there: ${unlike}`,
        ];
      }
      if (refusals.length > 0) {
        counts.refused += 1;
        return refusals.flatMap(refusal => complaints(refusal, keys));
      }
      const others = withKeys
        .flatMap(outcome => [...releasesOf(outcome)])
        .filter(([, values]) => !known.has(values));
      counts.rendered += others.length;
      const rendered = await Promise.all(
        others.map(([name, values]) =>
          renderRelease(ensurePresent(copies[slot]), name, values),
        ),
      );
      const refused = rendered.flatMap(outcome =>
        outcome.ok ? [] : [outcome.reason],
      );
      counts[refused.length > 0 ? 'refused' : 'absent'] += 1;
      return refused.flatMap(refusal => complaints(refusal, keys));
    });
    return findingOf(
      problems.flat(),
      `${tasks.flat().length} keys in ${tasks.length} groups: ${
        counts.absent
      } as if they were not there, ${counts.refused} refused by name; ${
        counts.rendered
      } releases rendered`,
    );
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
}

/** The first line of one that the other has not. */
function difference(
  given: readonly Outcome[],
  absent: readonly Outcome[],
): string | undefined {
  const lines = (outcomes: readonly Outcome[]) =>
    outcomes.flatMap(outcome =>
      (outcome.ok ? outcome.output : outcome.reason).split('\n'),
    );
  const [one, other] = [lines(given), lines(absent)];
  const at = one.findIndex((line, i) => line !== other[i]);
  return at < 0 && one.length === other.length
    ? undefined
    : `"${one[at]}" and not "${other[at]}"`;
}

function read(file: string): unknown {
  return parse(readFileSync(file, 'utf8'));
}
