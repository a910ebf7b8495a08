import type { Kubectl } from './look';
import type { Rendered } from './objects';
import type { Difference, Reading, Wanted } from './seen';

/** How many changed lines are kept of each object. */
const KeptLines = 4;

export const nameOf = ({ kind, metadata }: Rendered) =>
  `${kind}/${metadata.name}`;

/** The server counts changes; that is none by itself. */
const isCount = (line: string) => /^[+-] {2}generation: \d+$/.test(line);

/**
 * What `kubectl diff` says that a deployment would change: a dry run on the server, which changes nothing.
 *
 * StatefulSets are compared one by one, because the server refuses some changes of them, and with them everything that is
 * compared in the same breath.
 */
export async function differencesOf(
  kubectl: Kubectl,
  { namespace, objects }: Wanted,
  apiVersions: readonly string[],
): Promise<Reading<Difference[]>> {
  const known = objects.filter(({ apiVersion }) =>
    apiVersions.includes(apiVersion),
  );
  const single = known.filter(({ kind }) => kind === 'StatefulSet');
  const groups = [
    known.filter(({ kind }) => kind !== 'StatefulSet'),
    ...single.map(object => [object]),
  ];
  const differences: Difference[] = [];
  for (const group of groups.filter(({ length }) => length > 0)) {
    const list = { apiVersion: 'v1', kind: 'List', items: group };
    const ran = await kubectl(
      ['--namespace', namespace, 'diff', '--filename', '-'],
      JSON.stringify(list),
    );
    if (!ran.ok) return ran;
    const { code, out, error } = ran.value;
    if (code > 1 && group.length > 1)
      return { ok: false, reason: error.trim().split('\n').at(-1) ?? '' };
    if (code > 1)
      differences.push({ object: nameOf(group[0]), lines: [error.trim()] });
    else differences.push(...parseDifferences(out, group));
  }
  return { ok: true, value: differences };
}

/** kubectl compares files that it calls `<group>.<version>.<kind>.<namespace>.<name>`. */
export function parseDifferences(
  output: string,
  objects: readonly Rendered[],
): Difference[] {
  return output
    .split(/^diff (?=-)/m)
    .slice(1)
    .flatMap(part => {
      const [command, ...lines] = part.split('\n');
      const file = command.split('/').at(-1) ?? '';
      const object = objects.find(
        ({ kind, metadata }) =>
          file.includes(`.${kind}.`) && file.endsWith(`.${metadata.name}`),
      );
      const changed = lines.filter(
        line => /^[+-](?![+-]{2} )/.test(line) && !isCount(line),
      );
      return object && changed.length > 0
        ? [
            {
              object: nameOf(object),
              lines: changed.slice(0, KeptLines).map(line => line.trimEnd()),
            },
          ]
        : [];
    });
}
