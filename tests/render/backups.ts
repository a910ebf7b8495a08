import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import {
  at,
  documentedEnvironments,
  layered,
  shippedEnvironment,
  type Values,
} from './documented';
import { validate } from './environments';
import type { Manifest } from './manifests';
import { findingOf, type Finding, type Report } from './report';
import { snapshotJobsOf, snapshotJobsStream } from './snapshotRuns';
import {
  renderEnvironments,
  type RenderedEnvironment,
} from './withEnvironments';

const PAGE = 'docs/backups.md';

const scheduleSchema = z.object({
  spec: z.object({
    template: z.object({
      includedNamespaces: z.array(z.string()),
      includedNamespaceScopedResources: z.array(z.string()),
    }),
  }),
});
const policySchema = z.object({
  volumePolicies: z.array(
    z.object({
      conditions: z.object({
        pvcLabels: z.record(z.string(), z.string()).optional(),
      }),
      action: z.object({ type: z.string() }),
    }),
  ),
});

/** Checks that the schedules of docs/backups.md back up everything that cannot be recreated, and no chain data. */
export function checkBackups(
  report: Report,
  directory: string,
  schemas: readonly string[],
): void {
  const [name, documented] = ensurePresent(
    [...documentedEnvironments(PAGE)][0],
  );
  const values = layered(shippedEnvironment(name), documented);
  let rendered: RenderedEnvironment | undefined;
  report.check(`backups: ${PAGE} renders`, () => {
    rendered = renderEnvironments(directory, new Map([[name, values]])).get(
      name,
    );
    const count = rendered?.manifests.filter(isSchedule).length;
    return { ok: true, words: `${count} schedules` };
  });
  if (!rendered) return;
  const { output, manifests } = rendered;
  const objects = [...manifests, ...snapshotJobsOf(manifests)];

  report.check('backups: kubeconform', () =>
    validate(output + snapshotJobsStream(manifests), schemas, directory),
  );
  report.check('backups: no claim of a chain is copied', () =>
    chainsSkipped(objects),
  );
  report.check(
    'backups: objects that pods read are in git or in a schedule',
    () => nothingForgotten(objects, values),
  );
}

function isSchedule({ kind }: Manifest): boolean {
  return kind === 'Schedule';
}

/** By the policy, which goes by labels of claims. */
function chainsSkipped(objects: readonly Manifest[]): Finding {
  const policies = objects.flatMap(({ data }) => data?.['policy.yaml'] ?? []);
  const skipped = policies.flatMap(text =>
    policySchema
      .parse(parse(text))
      .volumePolicies.filter(({ action }) => action.type === 'skip')
      .flatMap(({ conditions: { pvcLabels } }) =>
        pvcLabels ? [pvcLabels] : [],
      ),
  );
  const claims = objects.flatMap(object =>
    claimsIn(object).map(labels => ({ labels, of: nameOf(object) })),
  );
  const copied = claims.filter(
    ({ labels }) =>
      !skipped.some(selector =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      ),
  );
  return findingOf(
    [
      ...copied.map(({ of }) => `a claim of ${of} is copied`),
      ...(claims.length > 0 ? [] : ['there are no claims']),
    ],
    `${claims.length} claims of chains, by ${skipped.length} labels`,
  );
}

const claimSchema = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({ accessModes: z.array(z.string()) }),
});

/** Labels of all claims that an object has made: by a StatefulSet, or with a pod. */
function claimsIn(value: unknown): Array<Record<string, string>> {
  const claim = claimSchema.safeParse(value);
  if (claim.success) return [claim.data.metadata.labels];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(claimsIn)
    : [];
}

/** Secrets that are named in the values of other projects' charts. */
const ofObservability = [
  'platform observability storage existingSecret',
  'platform observability alerts secret',
];

/** Secrets and ConfigMaps that pods name, and that are neither rendered nor in a namespace whose objects are kept. */
function nothingForgotten(
  objects: readonly Manifest[],
  values: Values,
): Finding {
  const kept = objects.filter(isSchedule).flatMap(schedule => {
    const { template } = scheduleSchema.parse(schedule).spec;
    return template.includedNamespaceScopedResources.includes('secrets')
      ? template.includedNamespaces
      : [];
  });
  const brought = new Set(objects.map(nameOf));
  const foreign = [
    ...ofObservability.map(path => ({
      name: `Secret ${at(values, path)}`,
      namespace: 'observability',
    })),
    ...objects.flatMap(object =>
      readBy(object)
        .filter(name => !brought.has(name))
        .map(name => ({ name, namespace: namespaceOf(object) })),
    ),
  ];
  const names = [...new Set(foreign.map(({ name }) => name))];
  return findingOf(
    [
      ...foreign
        .filter(({ namespace }) => !kept.includes(namespace))
        .map(({ name, namespace }) => `${namespace}: ${name}`),
    ],
    names.join(', '),
  );
}

/** `Secret a` and `ConfigMap b` of everything that pods in an object name. */
function readBy(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = referring.get(key);
    const named = z
      .object({ name: z.string(), optional: z.literal(true).optional() })
      .or(z.object({ secretName: z.string() }))
      .safeParse(inner);
    if (!kind || !named.success) return readBy(inner);
    const reference = named.data;
    if ('secretName' in reference) return [`${kind} ${reference.secretName}`];
    return reference.optional ? [] : [`${kind} ${reference.name}`];
  });
}

const referring = new Map([
  ['secretKeyRef', 'Secret'],
  ['secretRef', 'Secret'],
  ['secret', 'Secret'],
  ['configMapKeyRef', 'ConfigMap'],
  ['configMapRef', 'ConfigMap'],
  ['configMap', 'ConfigMap'],
]);

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** Helm writes no namespace for objects in the namespace of the release: here the one of the nodes. */
function namespaceOf({ metadata }: Manifest): string {
  return z.string().catch('ethereum').parse(metadata.namespace);
}
