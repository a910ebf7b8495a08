import { z } from 'zod';
import { listOf, anyText, texts } from './bounds';

const environmentSchema = z.looseObject({ name: anyText });
const containerSchema = z.looseObject({
  name: anyText,
  env: listOf(environmentSchema).optional(),
});
const volumeSchema = z.looseObject({
  name: anyText,
  persistentVolumeClaim: z.looseObject({ claimName: anyText }).optional(),
});

const manifestSchema = z.looseObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.looseObject({
    annotations: texts.optional(),
    labels: texts.optional(),
  }),
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: listOf(containerSchema).min(1),
        initContainers: listOf(containerSchema).optional(),
        volumes: listOf(volumeSchema).optional(),
      }),
    }),
  }),
});

export type JobManifest = z.infer<typeof manifestSchema>;

interface Parts {
  containers: readonly string[];
  initContainers?: readonly string[];
  /** Each of a PersistentVolumeClaim. */
  volumes?: readonly string[];
}

/** A Job as the chart renders it, with the parts that are filled in at run time. */
export function jobSchema(parts: Parts) {
  return manifestSchema.superRefine(({ spec }, context) => {
    const {
      containers,
      initContainers = [],
      volumes = [],
    } = spec.template.spec;
    const claims = volumes.filter(volume => volume.persistentVolumeClaim);
    const missing = [
      ...lacking('containers', parts.containers, containers),
      ...lacking('initContainers', parts.initContainers ?? [], initContainers),
      ...lacking('volumes', parts.volumes ?? [], claims),
    ];
    for (const { list, name } of missing) {
      context.addIssue({
        code: 'custom',
        path: ['spec', 'template', 'spec', list],
        message: `needs one that is named "${name}"${
          list === 'volumes' ? ' and is a persistentVolumeClaim' : ''
        }`,
      });
    }
  });
}

function lacking(
  list: string,
  names: readonly string[],
  present: readonly { name: string }[],
) {
  return names
    .filter(name => !present.some(one => one.name === name))
    .map(name => ({ list, name }));
}

/** What only the run knows, for the manifest of a Job. */
export interface Filling {
  /** Name, namespace, annotations and owner, over the manifest's own. */
  metadata: {
    name: string;
    annotations: Record<string, string>;
    [key: string]: unknown;
  };
  /** Environment variables of the containers `snapshot-builder`, `delta-sync` and `client`. */
  env: Record<string, string>;
  /** Claim of the volume `datadir`. */
  claim?: string;
  timeoutSeconds: number;
}

const FILLED = ['snapshot-builder', 'delta-sync', 'client'];

/** The Job to create. */
export function filledJob(
  manifest: JobManifest,
  { metadata, env, claim, timeoutSeconds }: Filling,
): JobManifest {
  const { spec } = manifest.spec.template;
  const withEnv = (container: z.infer<typeof containerSchema>) =>
    FILLED.includes(container.name)
      ? { ...container, env: [...variables(env), ...(container.env ?? [])] }
      : container;
  const withClaim = (volume: z.infer<typeof volumeSchema>) =>
    volume.name === 'datadir' && volume.persistentVolumeClaim && claim
      ? {
          ...volume,
          persistentVolumeClaim: {
            ...volume.persistentVolumeClaim,
            claimName: claim,
          },
        }
      : volume;
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      ...metadata,
      annotations: {
        ...manifest.metadata.annotations,
        ...metadata.annotations,
      },
    },
    spec: {
      activeDeadlineSeconds: timeoutSeconds,
      ...manifest.spec,
      template: {
        ...manifest.spec.template,
        spec: {
          ...spec,
          containers: spec.containers.map(withEnv),
          initContainers: (spec.initContainers ?? []).map(withEnv),
          volumes: (spec.volumes ?? []).map(withClaim),
        },
      },
    },
  };
}

/** First in the list: Kubernetes expands `$(NAME)` in the variables that follow, and in args. */
function variables(env: Record<string, string>) {
  return Object.entries(env).map(([name, value]) => ({ name, value }));
}
