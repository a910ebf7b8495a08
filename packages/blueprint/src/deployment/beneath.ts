import { z } from 'zod';
import { outputOf } from './command';
import { guardDifferencesOf } from './differences';
import { layerKindNames, layerKinds, layerObjectsSchema } from './kinds';
import type { LayerObjects } from './kinds';
import { jsonOf, linesOf, readRaw } from './kubectl';
import type { Kubectl } from './kubectl';
import { scalingGroups } from './metrics';
import { namespaceSchema, prometheusSchema } from './objects';
import type { Beneath, LastRevision, Note, Reading, Wanted } from './seen';

export const nothingBeneath: Beneath = {
  namespaces: [],
  guards: [],
  prometheuses: [],
  releases: [],
  layers: layerObjectsSchema.parse({}),
  metricsApis: new Map(),
};

/** Looks at the layers beneath the nodes: their namespaces, what Helm has recorded in them, and what runs there. */
export async function lookBeneath(
  kubectl: Kubectl,
  wanted: Wanted,
  kinds: readonly string[],
  note: Note,
): Promise<Beneath> {
  const names = namespacesOf(wanted);
  const [namespaces, releases, layers] = await Promise.all([
    each(names, name => readNamespace(kubectl, name)),
    each(names, name => readReleases(kubectl, name)),
    readLayers(
      kubectl,
      names.filter(name => name !== wanted.namespace),
    ),
  ]);
  const spaces = note('namespaces', namespaces, []);
  const guards = await guardDifferencesOf(
    kubectl,
    wanted,
    kinds,
    spaces.map(({ metadata }) => metadata.name),
  );
  const seen = {
    namespaces: spaces,
    guards: note('guards', guards, []),
    prometheuses: kinds.includes('monitoring.coreos.com/v1 Prometheus')
      ? note(
          'prometheuses',
          await each(names, name => readPrometheuses(kubectl, name)),
          [],
        )
      : [],
    releases: note('releases', releases, []),
    layers: note('layers', layers, nothingBeneath.layers),
  };
  const asked = scalingGroups(wanted, seen.layers);
  return { ...seen, metricsApis: await unserved(kubectl, asked) };
}

/** Those of releases, and those that the layer `infrastructure` brings. */
function namespacesOf({ releases, beneath }: Wanted): string[] {
  const brought = beneath.filter(({ kind }) => kind === 'Namespace');
  return [
    ...new Set([
      ...releases.map(({ namespace }) => namespace),
      ...brought.map(({ metadata }) => metadata.name),
    ]),
  ];
}

/** Reads something in every namespace; not ok where one of them could not be read. */
async function each<T>(
  names: readonly string[],
  read: (name: string) => Promise<Reading<T[]>>,
): Promise<Reading<T[]>> {
  const readings = await Promise.all(names.map(read));
  const value = readings.flatMap(reading => (reading.ok ? reading.value : []));
  return readings.find(reading => !reading.ok) ?? { ok: true, value };
}

async function readNamespace(
  kubectl: Kubectl,
  name: string,
): Promise<Reading<Array<z.infer<typeof namespaceSchema>>>> {
  const path = `/api/v1/namespaces/${name}`;
  const reading = await readRaw(kubectl, path, namespaceSchema);
  if (reading.ok) return { ok: true, value: [reading.value] };
  return reading.reason.includes('(NotFound)')
    ? { ok: true, value: [] }
    : reading;
}

async function readPrometheuses(
  kubectl: Kubectl,
  namespace: string,
): Promise<Reading<Array<z.infer<typeof prometheusSchema>>>> {
  const reading = await readRaw(
    kubectl,
    `/apis/monitoring.coreos.com/v1/namespaces/${namespace}/prometheuses`,
    z.object({ items: z.array(prometheusSchema) }),
  );
  return reading.ok ? { ok: true, value: reading.value.items } : reading;
}

/** Helm keeps each revision in a Secret whose labels say which it is; its contents are not asked for. */
async function readReleases(
  kubectl: Kubectl,
  namespace: string,
): Promise<Reading<LastRevision[]>> {
  const table = await kubectl([
    ...['--namespace', namespace, 'get', 'secrets', '--no-headers'],
    ...['--selector', 'owner=helm', '--label-columns', 'name,status,version'],
  ]);
  const lines = linesOf(outputOf(table));
  if (!lines.ok) return lines;
  const last = new Map<string, LastRevision>();
  for (const line of lines.value) {
    const [name = '', status = '', version = ''] = line.split(/\s+/).slice(-3);
    const revision = Number(version);
    if (revision > (last.get(name)?.revision ?? 0))
      last.set(name, { name, namespace, status, revision });
  }
  return { ok: true, value: [...last.values()] };
}

const listSchema = z.object({
  items: z.array(z.looseObject({ kind: z.string() })),
});

async function readLayers(
  kubectl: Kubectl,
  names: readonly string[],
): Promise<Reading<LayerObjects>> {
  const items = await each(names, async namespace => {
    const answer = outputOf(
      await kubectl([
        ...['--namespace', namespace, 'get', layerKindNames],
        ...['--output', 'json'],
      ]),
    );
    if (!answer.ok) return answer;
    const list = listSchema.safeParse(jsonOf(answer.value));
    return list.success
      ? { ok: true, value: list.data.items }
      : { ok: false, reason: z.prettifyError(list.error) };
  });
  if (!items.ok) return items;
  const sorted = layerObjectsSchema.safeParse(
    Object.fromEntries(
      layerObjectsSchema
        .keyof()
        .options.map(name => [
          name,
          items.value.filter(({ kind }) => layerKinds[kind] === name),
        ]),
    ),
  );
  return sorted.success
    ? { ok: true, value: sorted.data }
    : { ok: false, reason: z.prettifyError(sorted.error) };
}

const groupSchema = z.object({
  preferredVersion: z.object({ groupVersion: z.string() }),
});

/** A group that is registered answers only while the server behind it does. */
async function unserved(
  kubectl: Kubectl,
  groups: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = groups.map(async (group): Promise<[string, string]> => {
    const known = await readRaw(kubectl, `/apis/${group}`, groupSchema);
    if (!known.ok)
      return known.reason.includes('(NotFound)')
        ? [group, 'the cluster does not serve it']
        : [group, known.reason];
    const { groupVersion } = known.value.preferredVersion;
    const answer = outputOf(
      await kubectl(['get', '--raw', `/apis/${groupVersion}`]),
    );
    return [group, answer.ok ? '' : answer.reason];
  });
  return new Map((await Promise.all(asked)).filter(([, why]) => why !== ''));
}
