import type { Kubectl } from './kubectl';
import { kindOf } from './objects';
import type { Rendered } from './objects';
import type { Difference, ReadResult, DesiredState } from './state';

/** Changed lines that are kept of each object. */
const MAX_DIFF_LINES = 4;

export const nameOf = ({ kind, metadata }: Rendered) =>
  `${kind}/${metadata.name}`;

/** Helm's name for a release, as our charts have it. */
const RELEASE_LABEL = 'app.kubernetes.io/instance';

/** For platform layers, where several namespaces have objects of the same name. */
const qualifiedName = ({ kind, metadata }: Rendered) =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

/** `generation` counts changes and is none by itself. */
const isCount = (line: string) => /^[+-] {2}generation: \d+$/.test(line);

/**
 * Drift of the nodes' objects by `kubectl diff`: a server-side dry run, which changes nothing.
 *
 * The server refuses some changes of StatefulSets, and with them all objects of the same request: only then are they compared
 * one by one, which takes a second for each.
 */
export async function diffNodes(
  kubectl: Kubectl,
  { namespace, objects }: DesiredState,
  kinds: readonly string[],
): Promise<ReadResult<Difference[]>> {
  const known = objects.filter(object => kinds.includes(kindOf(object)));
  const together = await compare(kubectl, namespace, known);
  if (!together.ok || together.value.refusal === undefined) {
    return unwrapComparison(together);
  }
  const single = known.filter(({ kind }) => kind === 'StatefulSet');
  const others = known.filter(({ kind }) => kind !== 'StatefulSet');
  const found = unwrapComparison(await compare(kubectl, namespace, others));
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

/** Differences of one comparison, or the server's refusal. */
interface Comparison {
  differences: Difference[];
  refusal?: string;
}

/**
 * The same for objects of the platform layers, in several namespaces. Objects of a missing namespace cannot be compared.
 */
export async function diffGuards(
  kubectl: Kubectl,
  { platformObjects }: DesiredState,
  kinds: readonly string[],
  namespaces: readonly string[],
): Promise<ReadResult<Difference[]>> {
  const known = platformObjects.filter(
    object =>
      object.kind !== 'Namespace' &&
      kinds.includes(kindOf(object)) &&
      (object.metadata.namespace === undefined ||
        namespaces.includes(object.metadata.namespace)),
  );
  const together = await compare(kubectl, undefined, known, qualifiedName);
  if (!together.ok || together.value.refusal === undefined) {
    return unwrapComparison(together);
  }
  // Some fields never change, such as the parameters of a StorageClass.
  const differences: Difference[] = [];
  for (const object of known) {
    const alone = await compare(kubectl, undefined, [object], qualifiedName);
    if (!alone.ok) return alone;
    const { refusal, differences: own } = alone.value;
    if (refusal === undefined) differences.push(...own);
    else if (/\(Forbidden\)/.test(refusal)) return unwrapComparison(alone);
    else differences.push({ object: qualifiedName(object), lines: [refusal] });
  }
  return { ok: true, value: differences };
}

/** Compares objects in one request. */
async function compare(
  kubectl: Kubectl,
  namespace: string | undefined,
  objects: readonly Rendered[],
  name = nameOf,
): Promise<ReadResult<Comparison>> {
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
  const { code, stdout, stderr } = ran.value;
  const value =
    code > 1
      ? { differences: [], refusal: stderr.trim() }
      : { differences: parseDifferences(stdout, objects, name) };
  return { ok: true, value };
}

/** For callers to which a refusal means that the differences are unknown. */
function unwrapComparison(
  reading: ReadResult<Comparison>,
): ReadResult<Difference[]> {
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
      const [command = '', ...lines] = part.split('\n');
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
      const release = object?.metadata.labels[RELEASE_LABEL];
      return object && changed.length > 0
        ? [
            {
              object: name(object),
              ...(release === undefined ? {} : { release }),
              ...(/^@@ -0,0 /m.test(part) ? { missing: true as const } : {}),
              lines: changed
                .slice(0, MAX_DIFF_LINES)
                .map(line => line.trimEnd()),
            },
          ]
        : [];
    });
}
