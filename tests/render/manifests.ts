import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';

const text = z.record(z.string(), z.string());
const metadata = z.looseObject({
  name: z.string().optional(),
  namespace: z.string().optional(),
  labels: text.nullish(),
  annotations: text.nullish(),
});

const containerSchema = z.looseObject({
  name: z.string(),
  args: z.array(z.string()).default([]),
  securityContext: z
    .looseObject({
      allowPrivilegeEscalation: z.boolean().optional(),
      privileged: z.boolean().optional(),
      runAsNonRoot: z.boolean().optional(),
      runAsUser: z.number().optional(),
      capabilities: z
        .looseObject({
          add: z.array(z.string()).default([]),
          drop: z.array(z.string()).default([]),
        })
        .optional(),
      seccompProfile: z.looseObject({ type: z.string() }).optional(),
    })
    .default({}),
  ports: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        containerPort: z.number(),
        hostPort: z.number().optional(),
      }),
    )
    .default([]),
  /** `Always` in an init container makes it a native sidecar. */
  restartPolicy: z.string().optional(),
});

export const podSchema = z.looseObject({
  metadata,
  spec: z.looseObject({
    containers: z.array(containerSchema),
    initContainers: z.array(containerSchema).default([]),
    volumes: z
      .array(z.looseObject({ name: z.string() }))
      .nullish()
      .transform(volumes => volumes ?? []),
    hostNetwork: z.boolean().default(false),
    hostPID: z.boolean().default(false),
    hostIPC: z.boolean().default(false),
    securityContext: z
      .looseObject({
        runAsNonRoot: z.boolean().optional(),
        runAsUser: z.number().optional(),
        seccompProfile: z.looseObject({ type: z.string() }).optional(),
      })
      .default({}),
  }),
});

const manifestSchema = z.looseObject({
  kind: z.string(),
  metadata,
  data: text.optional(),
});
export const workloadSchema = manifestSchema.extend({
  spec: z.looseObject({ template: podSchema }),
});
const cronJobSchema = manifestSchema.extend({
  spec: z.looseObject({
    jobTemplate: z.looseObject({
      spec: z.looseObject({ template: podSchema }),
    }),
  }),
});

export type Container = z.infer<typeof containerSchema>;
export type Pod = z.infer<typeof podSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type Workload = z.infer<typeof workloadSchema>;

/** The objects of a rendered stream. */
export function parseManifests(rendered: string): Manifest[] {
  return parseAllDocuments(rendered)
    .map(document => {
      if (document.errors.length > 0) {
        throw new Error(ensurePresent(document.errors[0]).message);
      }
      return document.toJS();
    })
    .filter(object => object !== null)
    .map(object => manifestSchema.parse(object));
}

/** Those that run pods. */
export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return [
    ...manifests
      .filter(({ kind }) =>
        ['DaemonSet', 'Deployment', 'Job', 'StatefulSet'].includes(kind),
      )
      .map(manifest => workloadSchema.parse(manifest)),
    ...manifests
      .filter(({ kind }) => kind === 'CronJob')
      .map(manifest => cronJobSchema.parse(manifest))
      .map(({ spec, ...cronJob }) => ({
        ...cronJob,
        spec: spec.jobTemplate.spec,
      })),
  ];
}
