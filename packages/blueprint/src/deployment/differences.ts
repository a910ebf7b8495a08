import type { Kubectl } from './kubectl';
import { kindOf } from './objects';
import type { Rendered } from './objects';
import type { Difference, Reading, Wanted } from './seen';

/** How many changed lines are kept of each object. */
const KeptLines = 4;

export const nameOf = ({ kind, metadata }: Rendered) =>
  `${kind}/${metadata.name}`;

/** Helm's name for a release, as our charts have it. */
const releaseLabel = 'app.kubernetes.io/instance';

/** Beneath the nodes, where several namespaces have objects of one name. */
const nameInPlace = ({ kind, metadata }: Rendered) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

/** The server counts changes; that is none by itself. */
const isCount = (line: string) => /^[+-] {2}generation: \d+$/.test(line);

/**
 * What `kubectl diff` says that a deployment would change: a dry run on the server, which changes nothing.
 *
 * The server refuses some changes of StatefulSets, and with them everything that is compared in the same breath: only then
 * are they compared one by one, which takes a second for each.
 */
export async function differencesOf(
  kubectl: Kubectl,
  { namespace, objects }: Wanted,
  kinds: readonly string[],
): Promise<Reading<Difference[]>> {
  const known = objects.filter(object => kinds.includes(kindOf(object)));
  const together = await compare(kubectl, namespace, known);
  if (!together.ok || together.value.refusal === undefined)
    return differencesIn(together);
  const single = known.filter(({ kind }) => kind === 'StatefulSet');
  const others = known.filter(({ kind }) => kind !== 'StatefulSet');
  const found = differencesIn(await compare(kubectl, namespace, others));
  if (!found.ok) return found;
  const differences = [...found.value];
  for (const object of single) {
    const alone = await compare(kubectl, namespace, [object]);
    if (!alone.ok) return alone;
    const { refusal, differences: own } = alone.value;
    if (refusal === undefined) differences.push(...own);
    else differences.push({ object: nameOf(object), lines: [refusal] });
  }
  return { ok: true, value: differences };
}

/** What one comparison found, or why the server refused to make it. */
interface Comparison {
  differences: Difference[];
  refusal?: string;
}

/**
 * The same for objects of several namespaces, each of which names its own. Those of a namespace that is not there cannot be
 * compared.
 */
export async function guardDifferencesOf(
  kubectl: Kubectl,
  { beneath }: Wanted,
  kinds: readonly string[],
  namespaces: readonly string[],
): Promise<Reading<Difference[]>> {
  const known = beneath.filter(
    object =>
      object.kind !== 'Namespace' &&
      kinds.includes(kindOf(object)) &&
      (object.metadata.namespace === undefined ||
        namespaces.includes(object.metadata.namespace)),
  );
  const together = await compare(kubectl, undefined, known, nameInPlace);
  if (!together.ok || together.value.refusal === undefined)
    return differencesIn(together);
  // Some fields never change, such as the parameters of a StorageClass.
  const differences: Difference[] = [];
  for (const object of known) {
    const alone = await compare(kubectl, undefined, [object], nameInPlace);
    if (!alone.ok) return alone;
    const { refusal, differences: own } = alone.value;
    if (refusal === undefined) differences.push(...own);
    else if (/\(Forbidden\)/.test(refusal)) return differencesIn(alone);
    else differences.push({ object: nameInPlace(object), lines: [refusal] });
  }
  return { ok: true, value: differences };
}

/** Compares objects in one go. */
async function compare(
  kubectl: Kubectl,
  namespace: string | undefined,
  objects: readonly Rendered[],
  name = nameOf,
): Promise<Reading<Comparison>> {
  if (objects.length === 0) return { ok: true, value: { differences: [] } };
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  const ran = await kubectl(
    [
      ...(namespace === undefined ? [] : ['--namespace', namespace]),
      ...['diff', '--filename', '-'],
    ],
    JSON.stringify(list),
  );
  if (!ran.ok) return ran;
  const { code, out, error } = ran.value;
  const value =
    code > 1
      ? { differences: [], refusal: error.trim() }
      : { differences: parseDifferences(out, objects, name) };
  return { ok: true, value };
}

/** Where a refusal means that nobody knows. */
function differencesIn(reading: Reading<Comparison>): Reading<Difference[]> {
  if (!reading.ok) return reading;
  const { differences, refusal } = reading.value;
  return refusal === undefined
    ? { ok: true, value: differences }
    : { ok: false, reason: refusal.split('\n').at(-1) ?? '' };
}

/** kubectl compares files that it calls `<group>.<version>.<kind>.<namespace>.<name>`. */
export function parseDifferences(
  output: string,
  objects: readonly Rendered[],
  name = nameOf,
): Difference[] {
  return output
    .split(/^diff (?=-)/m)
    .slice(1)
    .flatMap(part => {
      const [command, ...lines] = part.split('\n');
      const file = command.split('/').at(-1) ?? '';
      const object = objects.find(
        ({ kind, metadata }) =>
          file.includes(
            `.${[kind, metadata.namespace].filter(Boolean).join('.')}.`,
          ) && file.endsWith(`.${metadata.name}`),
      );
      const changed = lines.filter(
        line => /^[+-](?![+-]{2} )/.test(line) && !isCount(line),
      );
      const release = object?.metadata.labels[releaseLabel];
      return object && changed.length > 0
        ? [
            {
              object: name(object),
              ...(release === undefined ? {} : { release }),
              ...(/^@@ -0,0 /m.test(part) ? { missing: true as const } : {}),
              lines: changed.slice(0, KeptLines).map(line => line.trimEnd()),
            },
          ]
        : [];
    });
}
