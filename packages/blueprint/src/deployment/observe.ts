import { nodeStatusSchema } from '@nodeyard/ethereum';
import type { NodeStatus } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { ProcessRunner, ProcessResult } from './processRunner';
import { outputOf } from './processRunner';
import { diffNodes } from './differences';
import { kindNames, listPaths, objectKinds, objectsSchema } from './kinds';
import type { Objects } from './kinds';
import { tryParseJson, nonEmptyLines, getRaw } from './kubectl';
import type { Kubectl } from './kubectl';
import { observePlatform, emptyPlatform } from './observePlatform';
import { matches, namespaceSchema } from './objects';
import type {
  Deployment,
  RecordReading,
  ReadResult,
  ObservedState,
  Resource,
  DesiredState,
} from './state';

/** Seconds that the API server has for one answer. */
const REQUEST_TIMEOUT_SECONDS = 10;

export const emptyState: ObservedState = {
  ...objectsSchema.parse({}),
  version: '',
  namespace: undefined,
  secrets: [],
  kinds: [],
  sidecars: new Map(),
  differences: [],
  ...emptyPlatform,
};

const resources: readonly Resource[] = [
  ...objectKinds,
  'namespace',
  'secrets',
  'kinds',
  'sidecars',
  'differences',
  'namespaces',
  'guards',
  'prometheuses',
  'releases',
  'layers',
  'metricsApis',
];

const versionSchema = z.object({ gitVersion: z.string() });

/** Reads the state of a running environment once. Read-only. */
export async function observe(
  desired: DesiredState,
  programs: ProcessRunner,
): Promise<Deployment> {
  const { context, namespace } = desired;
  const options = [
    ...(context ? ['--context', context] : []),
    `--request-timeout=${REQUEST_TIMEOUT_SECONDS}s`,
  ];
  const kubectl: Kubectl = (args, input) =>
    programs.run('kubectl', [...options, ...args], input);
  const unavailable = new Map<Resource, string>();
  const record: RecordReading = (sight, reading, otherwise) => {
    if (reading.ok) return reading.value;
    unavailable.set(sight, reading.reason);
    return otherwise;
  };

  const reached = await getRaw(kubectl, '/version', versionSchema);
  const { gitVersion: version } = record('cluster', reached, {
    gitVersion: '',
  });
  if (!reached.ok) {
    for (const sight of resources) {
      unavailable.set(sight, 'the cluster does not answer');
    }
    return { desired, observed: emptyState, unavailable, now: Date.now() };
  }

  const [objects, space, secrets, apiResources] = await Promise.all([
    readObjects(kubectl, namespace, record),
    getRaw(kubectl, `/api/v1/namespaces/${namespace}`, namespaceSchema),
    kubectl(['--namespace', namespace, 'get', 'secrets', '--no-headers']),
    kubectl(['api-resources', '--no-headers']),
  ]);
  const kinds = record('kinds', parseKinds(apiResources), []);
  const [sidecars, differences, beneath] = await Promise.all([
    readSidecars(kubectl, desired, objects.pods),
    diffNodes(kubectl, desired, kinds),
    observePlatform(kubectl, desired, kinds, record),
  ]);
  const missing = !space.ok && space.reason.includes('(NotFound)');
  const observed: ObservedState = {
    ...objects,
    version,
    namespace: missing ? undefined : record('namespace', space, undefined),
    // Kubernetes sends a table of names, types and ages for this: no contents.
    secrets: record('secrets', nonEmptyLines(outputOf(secrets)), []).map(line =>
      line.split(/\s+/, 1).join(),
    ),
    kinds,
    sidecars,
    differences: record('differences', differences, []),
    ...beneath,
  };
  // Taken last: a sidecar's answer after this instant would count as clock skew.
  return { desired, observed, unavailable, now: Date.now() };
}

/** kubectl lists all other groups and then fails if the server of one group does not answer. */
function parseKinds(ran: ReadResult<ProcessResult>): ReadResult<string[]> {
  if (!ran.ok || ran.value.stdout === '') return nonEmptyLines(outputOf(ran));
  const rows = ran.value.stdout.trim().split('\n');
  return {
    ok: true,
    value: rows.map(row => {
      const [apiVersion, , kind] = row.trim().split(/\s+/).slice(-3);
      return `${apiVersion} ${kind}`;
    }),
  };
}

const listSchema = z.object({
  items: z.array(z.looseObject({ kind: z.string() })),
});

/** All kinds in one request; one request per kind only if that is refused, to find the forbidden kind. */
async function readObjects(
  kubectl: Kubectl,
  namespace: string,
  record: RecordReading,
): Promise<Objects> {
  const together = await readTogether(kubectl, namespace);
  if (together) return together;
  const lists = objectKinds.map(async kind => {
    const path = listPaths[kind].replace('*', `namespaces/${namespace}`);
    const schema = z.object({ items: objectsSchema.shape[kind] });
    const reading = await getRaw(kubectl, path, schema);
    return [kind, record(kind, reading, { items: [] }).items];
  });
  return objectsSchema.parse(Object.fromEntries(await Promise.all(lists)));
}

async function readTogether(
  kubectl: Kubectl,
  namespace: string,
): Promise<Objects | undefined> {
  const all = objectKinds.map(kind => kindNames[kind]).join();
  const answer = outputOf(
    await kubectl(['--namespace', namespace, 'get', all, '--output', 'json']),
  );
  if (!answer.ok) return undefined;
  const list = listSchema.safeParse(tryParseJson(answer.value));
  if (!list.success) return undefined;
  const byKind = objectKinds.map(kind => [
    kind,
    list.data.items.filter(item => kindNames[kind].startsWith(`${item.kind}.`)),
  ]);
  return objectsSchema.safeParse(Object.fromEntries(byKind)).data;
}

async function readSidecars(
  kubectl: Kubectl,
  { namespace, workloads }: DesiredState,
  pods: Objects['pods'],
): Promise<Map<string, ReadResult<NodeStatus>>> {
  const nodePods = pods.filter(
    ({ metadata, spec }) =>
      workloads.some(workload =>
        matches(workload.spec.selector.matchLabels, metadata.labels),
      ) &&
      // A native sidecar, so one of the init containers.
      [...spec.initContainers, ...spec.containers].some(
        ({ name }) => name === 'node-health',
      ),
  );
  const answers = nodePods.map(
    async ({
      metadata: { name },
      status: { phase },
    }): Promise<[string, ReadResult<NodeStatus>]> => [
      name,
      // Its address is unused by now: the request would end with its timeout.
      phase === 'Succeeded' || phase === 'Failed'
        ? { ok: false, reason: `its pod has ended (${phase})` }
        : await getRaw(
            kubectl,
            `/api/v1/namespaces/${namespace}/pods/${name}:8099/proxy/status`,
            nodeStatusSchema,
          ),
    ],
  );
  return new Map(await Promise.all(answers));
}
