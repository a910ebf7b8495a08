import { z } from 'zod';
import { listOf, boundedText, stringMap } from './bounds';

const environmentSchema = z.looseObject({ name: boundedText });
const containerSchema = z.looseObject({
  name: boundedText,
  env: listOf(environmentSchema).optional(),
});
const volumeSchema = z.looseObject({
  name: boundedText,
  persistentVolumeClaim: z.looseObject({ claimName: boundedText }).optional(),
});

const manifestSchema = z.looseObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.looseObject({
    annotations: stringMap.optional(),
    labels: stringMap.optional(),
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

interface RequiredParts {
  containers: readonly string[];
  initContainers?: readonly string[];
  /** Volumes of a PersistentVolumeClaim. */
  volumes?: readonly string[];
}

/** Schema of a rendered Job that has the parts to fill in at run time. */
export function jobSchema(parts: RequiredParts) {
  return manifestSchema.superRefine(({ spec }, context) => {
    const {
      containers,
      initContainers = [],
      volumes = [],
    } = spec.template.spec;
    const claims = volumes.filter(volume => volume.persistentVolumeClaim);
    const missing = [
      ...missingNames('containers', parts.containers, containers),
      ...missingNames(
        'initContainers',
        parts.initContainers ?? [],
        initContainers,
      ),
      ...missingNames('volumes', parts.volumes ?? [], claims),
    ];
    for (const { list, name } of missing) {
      context.addIssue({
        code: 'custom',
        path: ['spec', 'template', 'spec', list],
        message: `must contain "${name}"${
          list === 'volumes' ? ', a persistentVolumeClaim' : ''
        }`,
      });
    }
  });
}

function missingNames(
  list: string,
  names: readonly string[],
  present: readonly { name: string }[],
) {
  return names
    .filter(name => !present.some(one => one.name === name))
    .map(name => ({ list, name }));
}

/** Values for a Job's manifest that are known at run time. */
export interface JobOverrides {
  /** Name, namespace, annotations and owner; override those of the manifest. */
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

const CONTAINERS_WITH_ENV = ['snapshot-builder', 'delta-sync', 'client'];

/** The Job to create. */
export function renderJob(
  manifest: JobManifest,
  { metadata, env, claim, timeoutSeconds }: JobOverrides,
): JobManifest {
  const { spec } = manifest.spec.template;
  const withEnv = (container: z.infer<typeof containerSchema>) =>
    CONTAINERS_WITH_ENV.includes(container.name)
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

/** Placed first: Kubernetes expands `$(NAME)` in later variables and in args. */
function variables(env: Record<string, string>) {
  return Object.entries(env).map(([name, value]) => ({ name, value }));
}
