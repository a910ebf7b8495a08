import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { kubectl } from '../cluster';
import type { Release } from './copy';

const words = z.record(z.string(), z.string()).default({});
const objectSchema = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string(),
    generation: z.number().optional(),
    resourceVersion: z.string(),
    creationTimestamp: z.string(),
    labels: words,
  }),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), lastTransitionTime: z.string() }))
        .default([]),
    })
    .optional(),
});
const listSchema = z.object({ items: z.array(objectSchema) });

async function list(...args: string[]) {
  const got = await kubectl('get', ...args, '--output=json');
  return listSchema.parse(JSON.parse(got)).items;
}

/** Everything that Helm brings in a layer, but for CustomResourceDefinitions. */
const kinds = [
  ...['namespaces', 'storageclasses', 'priorityclasses', 'configmaps'],
  ...['serviceaccounts', 'services', 'roles', 'rolebindings', 'limitranges'],
  ...['networkpolicies', 'poddisruptionbudgets', 'statefulsets', 'deployments'],
  ...[
    'daemonsets',
    'servicemonitors',
    'prometheusrules',
    'peerauthentications',
  ],
].join();

const nameOf = ({ kind, metadata }: z.infer<typeof objectSchema>) =>
  [kind, metadata.namespace, metadata.name].join('/');

/** Whether an object is of the whole cluster, or of these namespaces: other tests run beside this one. */
const isOf =
  (namespaces: ReadonlySet<string>) =>
  ({ kind, metadata: { name, namespace } }: z.infer<typeof objectSchema>) => {
    const own = kind === 'Namespace' ? name : namespace;
    return own === undefined || namespaces.has(own);
  };

/** Each object that Helm brought, with a mark that changes when it does; and each pod with its identity. */
export async function stateOf(
  namespaces: ReadonlySet<string>,
): Promise<Record<string, string>> {
  const managed = 'app.kubernetes.io/managed-by=Helm';
  const objects = await list(kinds, '-A', `--selector=${managed}`);
  const pods = await list('pods', '-A');
  return Object.fromEntries([
    ...objects.filter(isOf(namespaces)).map(object => {
      const { generation, resourceVersion } = object.metadata;
      return [nameOf(object), String(generation ?? resourceVersion)];
    }),
    ...pods
      .filter(isOf(namespaces))
      .filter(
        // Those of jobs come by the clock.
        ({ metadata: { labels } }) =>
          labels['batch.kubernetes.io/job-name'] === undefined,
      )
      .map(pod => [nameOf(pod), pod.metadata.uid]),
  ]);
}

/** Seconds that pods may take to go. */
const PATIENCE_SECONDS = 60;

/** Names of objects that differ from an earlier state, once they are as expected, or after the time-out. */
export async function changesSince(
  was: Record<string, string>,
  namespaces: ReadonlySet<string>,
  expected: readonly string[],
): Promise<string[]> {
  const begun = Date.now();
  for (;;) {
    const now = await stateOf(namespaces);
    const changed = Object.keys({ ...was, ...now }).filter(
      name => was[name] !== now[name],
    );
    const isOver = Date.now() - begun > PATIENCE_SECONDS * 1000;
    if (isOver || changed.join() === expected.join()) return changed;
    await sleep(500);
  }
}

/** Seconds since the epoch at which something began, and at which its last pod was ready. */
export interface Period {
  began: number;
  ready: number;
}

/** Releases as recorded by Helm, without their contents, which include whole charts. */
async function recordsOfHelm() {
  const metadata = 'jsonpath={range .items[*]}{.metadata}{"\\n"}{end}';
  const secrets = ['secrets', '-A', '--selector=owner=helm'];
  const got = await kubectl('get', ...secrets, `--output=${metadata}`);
  return got
    .split('\n')
    .map(line =>
      objectSchema.parse({ kind: 'Secret', metadata: JSON.parse(line) }),
    );
}

/** By the name of each release: when it was begun, and when the last of its pods was ready. */
export async function periodsOf(
  releases: readonly Release[],
): Promise<Record<string, Period>> {
  const records = await recordsOfHelm();
  const pods = await list('pods', '-A');
  const seconds = (time: string) => Date.parse(time) / 1000;
  return Object.fromEntries(
    releases.map(({ name, namespace }) => {
      const own = (objects: typeof pods, label: string) =>
        objects.filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.labels[label] === name,
        );
      const began = Math.min(
        ...own(records, 'name').map(({ metadata }) =>
          seconds(metadata.creationTimestamp),
        ),
      );
      const ready = own(pods, 'app.kubernetes.io/instance')
        .flatMap(({ status }) => status?.conditions ?? [])
        .filter(({ type }) => type === 'Ready')
        .map(({ lastTransitionTime }) => seconds(lastTransitionTime));
      return [name, { began, ready: Math.max(began, ...ready) }];
    }),
  );
}
