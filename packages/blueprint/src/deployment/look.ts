import { nodeStatusSchema } from '@nodeyard/ethereum';
import type { NodeStatus } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Programs, Ran } from './command';
import { outputOf } from './command';
import { differencesOf } from './differences';
import { kindNames, listPaths, objectKinds, objectsSchema } from './kinds';
import type { Objects } from './kinds';
import { jsonOf, linesOf, readRaw } from './kubectl';
import type { Kubectl } from './kubectl';
import { lookBeneath, nothingBeneath } from './beneath';
import { matches, namespaceSchema } from './objects';
import type { Deployment, Note, Reading, Seen, Sight, Wanted } from './seen';

/** Seconds that the API server has for one answer. */
const AnswerSeconds = 10;

const nothing: Seen = {
  ...objectsSchema.parse({}),
  version: '',
  namespace: undefined,
  secrets: [],
  kinds: [],
  sidecars: new Map(),
  differences: [],
  ...nothingBeneath,
};

const sights: readonly Sight[] = [
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

/** Looks at a running environment once. Only reads. */
export async function lookAt(
  wanted: Wanted,
  programs: Programs,
): Promise<Deployment> {
  const { context, namespace } = wanted;
  const options = [
    ...(context ? ['--context', context] : []),
    `--request-timeout=${AnswerSeconds}s`,
  ];
  const kubectl: Kubectl = (args, input) =>
    programs.run('kubectl', [...options, ...args], input);
  const unread = new Map<Sight, string>();
  const note: Note = (sight, reading, otherwise) => {
    if (reading.ok) return reading.value;
    unread.set(sight, reading.reason);
    return otherwise;
  };

  const reached = await readRaw(kubectl, '/version', versionSchema);
  const { gitVersion: version } = note('cluster', reached, { gitVersion: '' });
  if (!reached.ok) {
    for (const sight of sights)
      unread.set(sight, 'the cluster does not answer');
    return { wanted, seen: nothing, unread, now: Date.now() };
  }

  const [objects, space, secrets, resources] = await Promise.all([
    readObjects(kubectl, namespace, note),
    readRaw(kubectl, `/api/v1/namespaces/${namespace}`, namespaceSchema),
    kubectl(['--namespace', namespace, 'get', 'secrets', '--no-headers']),
    kubectl(['api-resources', '--no-headers']),
  ]);
  const kinds = note('kinds', kindsIn(resources), []);
  const [sidecars, differences, beneath] = await Promise.all([
    askSidecars(kubectl, wanted, objects.pods),
    differencesOf(kubectl, wanted, kinds),
    lookBeneath(kubectl, wanted, kinds, note),
  ]);
  const missing = !space.ok && space.reason.includes('(NotFound)');
  const seen: Seen = {
    ...objects,
    version,
    namespace: missing ? undefined : note('namespace', space, undefined),
    // Kubernetes sends a table of names, types and ages for this: no contents.
    secrets: note('secrets', linesOf(outputOf(secrets)), []).map(
      line => line.split(/\s+/)[0],
    ),
    kinds,
    sidecars,
    differences: note('differences', differences, []),
    ...beneath,
  };
  // Not earlier: what a sidecar says later than that would count as of a clock that is ahead.
  return { wanted, seen, unread, now: Date.now() };
}

/** A group whose server does not answer makes kubectl fail when it has listed all others. */
function kindsIn(ran: Reading<Ran>): Reading<string[]> {
  if (!ran.ok || ran.value.out === '') return linesOf(outputOf(ran));
  const rows = ran.value.out.trim().split('\n');
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

/** All kinds in one go; one by one only where one of them may not be read, to tell which. */
async function readObjects(
  kubectl: Kubectl,
  namespace: string,
  note: Note,
): Promise<Objects> {
  const together = await readTogether(kubectl, namespace);
  if (together) return together;
  const lists = objectKinds.map(async kind => {
    const path = listPaths[kind].replace('*', `namespaces/${namespace}`);
    const schema = z.object({ items: objectsSchema.shape[kind] });
    const reading = await readRaw(kubectl, path, schema);
    return [kind, note(kind, reading, { items: [] }).items];
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
  const list = listSchema.safeParse(jsonOf(answer.value));
  if (!list.success) return undefined;
  const byKind = objectKinds.map(kind => [
    kind,
    list.data.items.filter(item => kindNames[kind].startsWith(`${item.kind}.`)),
  ]);
  return objectsSchema.safeParse(Object.fromEntries(byKind)).data;
}

async function askSidecars(
  kubectl: Kubectl,
  { namespace, workloads }: Wanted,
  pods: Objects['pods'],
): Promise<Map<string, Reading<NodeStatus>>> {
  const ours = pods.filter(
    ({ metadata, spec }) =>
      workloads.some(workload =>
        matches(workload.spec.selector.matchLabels, metadata.labels),
      ) &&
      // A native sidecar, so one of the init containers.
      [...spec.initContainers, ...spec.containers].some(
        ({ name }) => name === 'node-health',
      ),
  );
  const answers = ours.map(
    async ({
      metadata: { name },
      status: { phase },
    }): Promise<[string, Reading<NodeStatus>]> => [
      name,
      // Nobody is at its address any more: the question would only end by its timeout.
      phase === 'Succeeded' || phase === 'Failed'
        ? { ok: false, reason: `its pod has ended (${phase})` }
        : await readRaw(
            kubectl,
            `/api/v1/namespaces/${namespace}/pods/${name}:8099/proxy/status`,
            nodeStatusSchema,
          ),
    ],
  );
  return new Map(await Promise.all(answers));
}
