import { stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import { workloadsOf, type Manifest, type Workload } from './manifests';
import { restrictedViolations } from './restricted';
import type { UpstreamChart } from './upstreamCharts';

const ruleSchema = z.looseObject({
  resources: z.array(z.string()).default([]),
  verbs: z.array(z.string()),
});
const roleSchema = z.looseObject({
  rules: z
    .array(ruleSchema)
    .nullish()
    .transform(rules => rules ?? []),
});
const budgetSchema = z.looseObject({
  selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()) }),
});
const amounts = z.record(z.string(), z.unknown()).nullish();
const sizedSchema = z.looseObject({
  image: z.string(),
  resources: z.looseObject({ requests: amounts, limits: amounts }).nullish(),
});

/**
 * What is wrong with what charts of others render to, whichever values it comes from: for the charts themselves, where
 * vendor/charts has them.
 *
 * @param levels - Pod Security level by namespace
 * @param classes - values of the PriorityClasses that the platform brings
 */
export function renderedProblems(
  manifests: readonly Manifest[],
  charts: ReadonlyMap<string, UpstreamChart>,
  levels: ReadonlyMap<string, string>,
  classes: ReadonlyMap<string, number>,
): string[] {
  const deployed = manifests.filter(
    ({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== 'test',
  );
  const workloads = workloadsOf(deployed);
  return [
    ...secretReaders(deployed, charts),
    ...withoutPriority(deployed, classes),
    ...workloads.flatMap(workload =>
      [
        ...(levels.get(workload.metadata.namespace ?? '') === 'restricted'
          ? restrictedViolations(workload.spec.template)
          : []),
        ...unsized(workload),
        ...withoutBudget(workload, deployed),
      ].map(why => `${workload.kind} ${workload.metadata.name}: ${why}`),
    ),
  ];
}

/**
 * Objects as a stream, as the API server reads them: a null of a built-in kind is an absent field. In a custom resource
 * it stays, and is refused as there.
 */
export function asRead(manifests: readonly Manifest[]): string {
  return manifests
    .map(manifest => {
      const group = ensurePresent(
        z.string().parse(manifest.apiVersion).split('/')[0],
      );
      const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io');
      return stringify(isBuiltIn ? withoutNulls(manifest) : manifest);
    })
    .join('---\n');
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== null)
      .map(([key, below]) => [key, withoutNulls(below)]),
  );
}

function secretReaders(
  manifests: readonly Manifest[],
  charts: ReadonlyMap<string, UpstreamChart>,
): string[] {
  const allowed = [...charts.values()].flatMap(chart =>
    chart.secretReaders.map(({ role }) => role),
  );
  return manifests
    .filter(({ kind }) => kind === 'ClusterRole')
    .filter(({ metadata }) => !allowed.includes(metadata.name ?? ''))
    .filter(role =>
      roleSchema
        .parse(role)
        .rules.some(
          ({ resources, verbs }) =>
            resources.some(name => ['secrets', '*'].includes(name)) &&
            verbs.some(verb => ['get', 'list', 'watch', '*'].includes(verb)),
        ),
    )
    .map(
      ({ metadata }) =>
        `ClusterRole ${metadata.name} may read every Secret of the cluster: narrow it, or say why under secretReaders in tests/render/upstream`,
    );
}

const prioritySchema = z.looseObject({
  priorityClassName: z.string().nullish(),
  template: z
    .looseObject({
      spec: z.looseObject({ priorityClassName: z.string().nullish() }),
    })
    .optional(),
});
/** Kinds that create pods: built-in ones, and those of the Prometheus operator. */
const podMakers = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job'],
  ...['Prometheus', 'Alertmanager'],
];

/** Nodes preempt pods without a priority. */
function withoutPriority(
  manifests: readonly Manifest[],
  classes: ReadonlyMap<string, number>,
): string[] {
  return manifests
    .filter(
      ({ kind, metadata }) =>
        podMakers.includes(kind) &&
        metadata.namespace?.startsWith('observability'),
    )
    .flatMap(({ kind, metadata, spec }) => {
      const { priorityClassName, template } = prioritySchema.parse(spec);
      const name = template?.spec.priorityClassName ?? priorityClassName;
      if (name && classes.has(name)) return [];
      const why = name
        ? `priorityClassName ${name} is none that the platform brings`
        : 'no priorityClassName';
      return [`${kind} ${metadata.name}: ${why}`];
    });
}

function unsized({ spec }: Workload): string[] {
  const { containers, initContainers } = spec.template.spec;
  return [...initContainers, ...containers].flatMap(container => {
    const { image, resources } = sizedSchema.parse(container);
    const asked = { ...resources?.requests };
    const missing = [
      ...('cpu' in asked ? [] : ['requests.cpu']),
      ...('memory' in asked ? [] : ['requests.memory']),
      ...('memory' in { ...resources?.limits } ? [] : ['limits.memory']),
    ];
    return [
      ...missing.map(key => `container ${container.name} has no ${key}`),
      // "auto" is written over by the mesh, when it takes the pod in.
      ...(image === 'auto' ||
      (/:[^/]+$/.test(image) && !image.endsWith(':latest'))
        ? []
        : [`container ${container.name}: image ${image} names no release`]),
    ];
  });
}

/** More pods than one, and nothing keeps a drain from taking them all at once. */
function withoutBudget(
  { kind, spec }: Workload,
  manifests: readonly Manifest[],
): string[] {
  const { replicas } = z
    .looseObject({ replicas: z.number().default(1) })
    .parse(spec);
  if (!['Deployment', 'StatefulSet'].includes(kind) || replicas < 2) return [];
  const labels = spec.template.metadata.labels ?? {};
  const covered = manifests
    .filter(manifest => manifest.kind === 'PodDisruptionBudget')
    .map(({ spec: budget }) => budgetSchema.parse(budget).selector.matchLabels)
    .some(selector =>
      Object.entries(selector).every(([key, value]) => labels[key] === value),
    );
  return covered ? [] : [`${replicas} pods without a PodDisruptionBudget`];
}
