import { z } from 'zod';
import { outputOf } from './processRunner';
import { diffGuards } from './differences';
import { layerKindNames, layerKinds, layerObjectsSchema } from './kinds';
import type { LayerObjects } from './kinds';
import { tryParseJson, nonEmptyLines, getRaw } from './kubectl';
import type { Kubectl } from './kubectl';
import { requiredMetricsGroups } from './metrics';
import { namespaceSchema, prometheusSchema } from './objects';
import type {
  PlatformState,
  ReleaseRevision,
  RecordReading,
  ReadResult,
  DesiredState,
} from './state';

export const emptyPlatform: PlatformState = {
  namespaces: [],
  guards: [],
  prometheuses: [],
  releases: [],
  layers: layerObjectsSchema.parse({}),
  metricsApis: new Map(),
};

/** Reads the state of the platform layers: namespaces, releases, workloads. */
export async function observePlatform(
  kubectl: Kubectl,
  desired: DesiredState,
  kinds: readonly string[],
  record: RecordReading,
): Promise<PlatformState> {
  const names = namespacesOf(desired);
  const [namespaces, releases, layers] = await Promise.all([
    readInEach(names, name => readNamespace(kubectl, name)),
    readInEach(names, name => readReleases(kubectl, name)),
    readLayers(
      kubectl,
      names.filter(name => name !== desired.namespace),
    ),
  ]);
  const spaces = record('namespaces', namespaces, []);
  const guards = await diffGuards(
    kubectl,
    desired,
    kinds,
    spaces.map(({ metadata }) => metadata.name),
  );
  const observed = {
    namespaces: spaces,
    guards: record('guards', guards, []),
    prometheuses: kinds.includes('monitoring.coreos.com/v1 Prometheus')
      ? record(
          'prometheuses',
          await readInEach(names, name => readPrometheuses(kubectl, name)),
          [],
        )
      : [],
    releases: record('releases', releases, []),
    layers: record('layers', layers, emptyPlatform.layers),
  };
  const asked = requiredMetricsGroups(desired, observed.layers);
  return {
    ...observed,
    metricsApis: await unservedMetricsApis(kubectl, asked),
  };
}

/** Namespaces of releases, and those that the layer `infrastructure` creates. */
function namespacesOf({ releases, platformObjects }: DesiredState): string[] {
  const brought = platformObjects.filter(({ kind }) => kind === 'Namespace');
  return [
    ...new Set([
      ...releases.map(({ namespace }) => namespace),
      ...brought.map(({ metadata }) => metadata.name),
    ]),
  ];
}

/** Reads a resource in every namespace; fails if one of them could not be read. */
async function readInEach<T>(
  names: readonly string[],
  read: (name: string) => Promise<ReadResult<T[]>>,
): Promise<ReadResult<T[]>> {
  const readings = await Promise.all(names.map(read));
  const value = readings.flatMap(reading => (reading.ok ? reading.value : []));
  return readings.find(reading => !reading.ok) ?? { ok: true, value };
}

async function readNamespace(
  kubectl: Kubectl,
  name: string,
): Promise<ReadResult<Array<z.infer<typeof namespaceSchema>>>> {
  const path = `/api/v1/namespaces/${name}`;
  const reading = await getRaw(kubectl, path, namespaceSchema);
  if (reading.ok) return { ok: true, value: [reading.value] };
  return reading.reason.includes('(NotFound)')
    ? { ok: true, value: [] }
    : reading;
}

async function readPrometheuses(
  kubectl: Kubectl,
  namespace: string,
): Promise<ReadResult<Array<z.infer<typeof prometheusSchema>>>> {
  const reading = await getRaw(
    kubectl,
    `/apis/monitoring.coreos.com/v1/namespaces/${namespace}/prometheuses`,
    z.object({ items: z.array(prometheusSchema) }),
  );
  return reading.ok ? { ok: true, value: reading.value.items } : reading;
}

/** Helm stores each revision in a Secret and labels it with name, status and version; the contents are not read. */
async function readReleases(
  kubectl: Kubectl,
  namespace: string,
): Promise<ReadResult<ReleaseRevision[]>> {
  const table = await kubectl([
    ...['--namespace', namespace, 'get', 'secrets', '--no-headers'],
    ...['--selector', 'owner=helm', '--label-columns', 'name,status,version'],
  ]);
  const lines = nonEmptyLines(outputOf(table));
  if (!lines.ok) return lines;
  const last = new Map<string, ReleaseRevision>();
  for (const line of lines.value) {
    const [name = '', status = '', version = ''] = line.split(/\s+/).slice(-3);
    const revision = Number(version);
    if (revision > (last.get(name)?.revision ?? 0)) {
      last.set(name, { name, namespace, status, revision });
    }
  }
  return { ok: true, value: [...last.values()] };
}

const listSchema = z.object({
  items: z.array(z.looseObject({ kind: z.string() })),
});

async function readLayers(
  kubectl: Kubectl,
  names: readonly string[],
): Promise<ReadResult<LayerObjects>> {
  const items = await readInEach(names, async namespace => {
    const answer = outputOf(
      await kubectl([
        ...['--namespace', namespace, 'get', layerKindNames],
        ...['--output', 'json'],
      ]),
    );
    if (!answer.ok) return answer;
    const list = listSchema.safeParse(tryParseJson(answer.value));
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

/** A registered group is served only while the server behind it is available. */
async function unservedMetricsApis(
  kubectl: Kubectl,
  groups: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = groups.map(async (group): Promise<[string, string]> => {
    const known = await getRaw(kubectl, `/apis/${group}`, groupSchema);
    if (!known.ok) {
      return known.reason.includes('(NotFound)')
        ? [group, 'the cluster does not serve it']
        : [group, known.reason];
    }
    const { groupVersion } = known.value.preferredVersion;
    const answer = outputOf(
      await kubectl(['get', '--raw', `/apis/${groupVersion}`]),
    );
    return [group, answer.ok ? '' : answer.reason];
  });
  return new Map((await Promise.all(asked)).filter(([, why]) => why !== ''));
}
