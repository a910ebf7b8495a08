import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const labelsSchema = z.record(z.string(), z.string());
const containerSchema = z.object({
  ports: z
    .array(
      z.object({
        name: z.string(),
        containerPort: z.number(),
        protocol: z.enum(['TCP', 'UDP']).default('TCP'),
      }),
    )
    .default([]),
});
const podTemplateSchema = z.object({
  metadata: z.object({ labels: labelsSchema }),
  spec: z.object({
    initContainers: z.array(containerSchema).default([]),
    containers: z.array(containerSchema),
  }),
});
/** That of `helm test` has no workload. */
const podSchema = podTemplateSchema.extend({ kind: z.literal('Pod') });
const policySchema = z.object({
  kind: z.literal('NetworkPolicy'),
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({
    podSelector: z.strictObject({ matchLabels: labelsSchema.default({}) }),
  }),
});

/** A policy of the rendered deployment. */
export type Policy = z.infer<typeof policySchema>;
/** Fields of the orchestrator's config.json about its pods. */
const ordersSchema = z.object({
  node: z.string(),
  jobs: z.record(z.string(), z.unknown()),
});
const named = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});

/** A port that a container names. */
export interface Port {
  name: string;
  number: number;
  protocol: 'TCP' | 'UDP';
}

/** A pod that a deployment would have. */
export interface RenderedPod {
  /** Of the workload that makes it, or its own. */
  name: string;
  labels: Record<string, string>;
  ports: Port[];
}

/** Parts of a rendered deployment that policies concern. */
export interface Rendered {
  pods: RenderedPod[];
  policies: Policy[];
}

/** Reads the policies and every pod from manifests, including Jobs that a program receives in a ConfigMap. */
export function renderedIn(manifests: string): Rendered {
  const rendered: Rendered = { pods: [], policies: [] };
  for (const document of parseAllDocuments(manifests)) {
    const manifest: unknown = document.toJS();
    if (!named.safeParse(manifest).success) continue;
    const policy = policySchema.loose().safeParse(manifest);
    if (policy.success) rendered.policies.push(policy.data);
    else rendered.pods.push(...podsOf(manifest));
  }
  return rendered;
}

function podsOf(manifest: unknown): RenderedPod[] {
  const { kind, metadata } = named.parse(manifest);
  const inside = z.object({ data: labelsSchema }).safeParse(manifest);
  return kind === 'ConfigMap' && inside.success
    ? Object.values(inside.data.data).flatMap(jobsIn)
    : podIn(metadata.name, manifest);
}

/** The Jobs that the orchestrator of a node's snapshots makes: `jobs` of its config.json. */
function jobsIn(content: string): RenderedPod[] {
  if (!content.startsWith('{')) return [];
  const orders = ordersSchema.safeParse(JSON.parse(content));
  return orders.success
    ? Object.entries(orders.data.jobs).flatMap(([task, job]) =>
        podIn(`${orders.data.node}-${task}`, job),
      )
    : [];
}

function podIn(name: string, workload: unknown): RenderedPod[] {
  const template = templateOf(workload);
  if (!template) return [];
  const { labels } = template.metadata;
  return [{ name, labels, ports: portsOf(template) }];
}

function templateOf(
  manifest: unknown,
): z.infer<typeof podTemplateSchema> | undefined {
  const pod = podSchema.safeParse(manifest);
  if (pod.success) return pod.data;
  const workload = z
    .object({ spec: z.object({ template: podTemplateSchema }) })
    .safeParse(manifest);
  if (workload.success) return workload.data.spec.template;
  const cron = z
    .object({ spec: z.object({ jobTemplate: z.unknown() }) })
    .safeParse(manifest);
  return cron.success ? templateOf(cron.data.spec.jobTemplate) : undefined;
}

function portsOf({ spec }: z.infer<typeof podTemplateSchema>): Port[] {
  return [...spec.initContainers, ...spec.containers]
    .flatMap(({ ports }) => ports)
    .map(({ name, containerPort, protocol }) => ({
      name,
      number: containerPort,
      protocol,
    }));
}
