import { boundedRecord } from '@nodeyard/ethereum';
import { z } from 'zod';

/** etcd's limit for an object, and so for any text in one. */
const text = z.string().max(1_572_864);
const number = z
  .number()
  .min(Number.MIN_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER);

/** Kubernetes omits what is empty, and Go writes `null` for an empty list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .max(10_000)
    .nullish()
    .transform(items => items ?? []);
const stringMap = boundedRecord(text, text, 10_000)
  .nullish()
  .transform(given => given ?? {});

const metadata = z.object({
  name: text,
  namespace: text.optional(),
  labels: stringMap,
  annotations: stringMap,
  generation: number.optional(),
  creationTimestamp: text.nullish(),
  deletionTimestamp: text.optional(),
});

const condition = z.object({
  type: text,
  status: text,
  reason: text.optional(),
  message: text.optional(),
});

const container = z.object({
  name: text,
  image: text,
  env: listOf(
    z.object({
      valueFrom: z
        .object({ secretKeyRef: z.object({ name: text }).optional() })
        .optional(),
    }),
  ),
  envFrom: listOf(z.object({ secretRef: z.object({ name: text }).optional() })),
});

const claimSpec = z.object({
  storageClassName: text.optional(),
  resources: z.object({
    requests: z.object({ storage: text }),
  }),
});

const podSpec = z.object({
  nodeName: text.optional(),
  serviceAccountName: text.optional(),
  priorityClassName: text.optional(),
  terminationGracePeriodSeconds: number.optional(),
  imagePullSecrets: listOf(z.object({ name: text })),
  initContainers: listOf(container),
  containers: listOf(container),
  volumes: listOf(
    z.object({
      name: text,
      secret: z
        .object({
          secretName: text.optional(),
          optional: z.boolean().optional(),
        })
        .optional(),
      projected: z
        .object({
          sources: listOf(
            z.object({ secret: z.object({ name: text }).optional() }),
          ),
        })
        .optional(),
      persistentVolumeClaim: z.object({ claimName: text }).optional(),
      /** Of a pool: a claim for each pod, which goes with it. */
      ephemeral: z
        .object({ volumeClaimTemplate: z.object({ spec: claimSpec }) })
        .optional(),
      configMap: z
        .object({
          name: text,
          optional: z.boolean().optional(),
          items: listOf(z.object({ key: text })),
        })
        .optional(),
    }),
  ),
});

const terminatedState = z.object({
  reason: text.optional(),
  exitCode: number,
  /** The end of its log, with `terminationMessagePolicy: FallbackToLogsOnError`. */
  message: text.optional(),
  finishedAt: text.nullish(),
});
const containerStatus = z.object({
  name: text,
  ready: z.boolean(),
  restartCount: number,
  state: z.object({
    waiting: z
      .object({ reason: text.optional(), message: text.optional() })
      .optional(),
    running: z.object({}).optional(),
    terminated: terminatedState.optional(),
  }),
  lastState: z.object({ terminated: terminatedState.optional() }).default({}),
});

const selector = z.object({
  matchLabels: stringMap,
});
const subject = z.object({
  kind: text,
  name: text,
  namespace: text.optional(),
});

/** StatefulSet or Deployment. */
export const workloadSchema = z.object({
  kind: text.optional(),
  metadata,
  spec: z.object({
    replicas: number.optional(),
    selector,
    template: z.object({
      metadata: z.object({ labels: stringMap }),
      spec: podSpec,
    }),
    volumeClaimTemplates: listOf(
      z.object({ metadata: z.object({ name: text }), spec: claimSpec }),
    ),
  }),
});
/** StatefulSet, Deployment or DaemonSet of a platform layer, with desired and ready pods. */
export const layerWorkloadSchema = z.object({
  kind: text,
  metadata,
  spec: z.object({ replicas: number.optional(), selector }),
  status: z
    .object({
      readyReplicas: number.default(0),
      unavailableReplicas: number.default(0),
      numberReady: number.default(0),
      desiredNumberScheduled: number.default(0),
    })
    .prefault({}),
});
export const podSchema = z.object({
  metadata,
  spec: podSpec,
  status: z.object({
    phase: text.optional(),
    /** One of each family in a cluster of both. */
    podIPs: listOf(z.object({ ip: text })),
    conditions: listOf(condition),
    initContainerStatuses: listOf(containerStatus),
    containerStatuses: listOf(containerStatus),
  }),
});
export const claimSchema = z.object({
  metadata,
  spec: claimSpec,
  status: z.object({
    phase: text.optional(),
    capacity: z.object({ storage: text.optional() }).optional(),
    conditions: listOf(condition),
  }),
});
export const serviceSchema = z.object({
  metadata,
  spec: z.object({
    type: text.optional(),
    selector: stringMap,
    publishNotReadyAddresses: z.boolean().optional(),
  }),
  status: z
    .object({
      loadBalancer: z
        .object({ ingress: listOf(z.object({ ip: text.optional() })) })
        .optional(),
    })
    .optional(),
});
export const endpointSliceSchema = z.object({
  metadata,
  endpoints: listOf(
    z.object({
      addresses: listOf(text),
      conditions: z.object({ ready: z.boolean().nullish() }).default({}),
    }),
  ),
});
export const budgetSchema = z.object({
  metadata,
  spec: z.object({ selector }),
  status: z
    .object({
      disruptionsAllowed: number.default(0),
      currentHealthy: number.default(0),
      expectedPods: number.default(0),
    })
    .optional(),
});
export const policySchema = z.object({
  metadata,
  spec: z.object({
    podSelector: selector,
    policyTypes: listOf(text),
    ingress: listOf(z.looseObject({})),
    egress: listOf(z.looseObject({})),
  }),
});
export const autoscalerSchema = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: text, name: text }),
    minReplicas: number.optional(),
    maxReplicas: number.optional(),
    metrics: listOf(z.object({ type: text })),
  }),
  status: z
    .object({
      currentReplicas: number.optional(),
      desiredReplicas: number.optional(),
      conditions: listOf(condition),
    })
    .optional(),
});
export const cronJobSchema = z.object({
  metadata,
  spec: z.object({
    schedule: text,
    suspend: z.boolean().optional(),
    jobTemplate: z.object({
      spec: z.object({ template: z.object({ spec: podSpec }) }),
    }),
  }),
  status: z
    .object({
      lastScheduleTime: text.optional(),
      lastSuccessfulTime: text.optional(),
      active: listOf(z.object({})),
    })
    .optional(),
});
export const configMapSchema = z.object({
  metadata,
  data: stringMap,
  binaryData: stringMap,
});
export const quotaSchema = z.object({
  metadata,
  status: z.object({ hard: stringMap, used: stringMap }).optional(),
});
export const namespaceSchema = z.object({
  metadata,
  status: z.object({ phase: text.optional() }).optional(),
});
export const roleBindingSchema = z.object({
  metadata,
  roleRef: z.object({ kind: text, name: text }),
  subjects: listOf(subject),
});
export const clusterRoleSchema = z.object({
  metadata,
  rules: listOf(
    z.object({
      apiGroups: listOf(text),
      resources: listOf(text),
      resourceNames: listOf(text),
      verbs: listOf(text),
    }),
  ),
});
export const prometheusSchema = z.object({
  metadata,
  spec: z.object({
    replicas: number.optional(),
    remoteWrite: listOf(z.looseObject({})),
    prometheusExternalLabelName: text.optional(),
    replicaExternalLabelName: text.optional(),
  }),
});
export const eventSchema = z.object({
  metadata,
  type: text.optional(),
  reason: text.optional(),
  message: text.optional(),
  count: number.nullish(),
  lastTimestamp: text.nullish(),
  eventTime: text.nullish(),
  involvedObject: z.object({
    kind: text.optional(),
    name: text.optional(),
  }),
});
/** For objects that only have to exist. */
export const namedSchema = z.object({ metadata });
/** Any rendered object. */
export const renderedSchema = z.looseObject({
  apiVersion: text,
  kind: text,
  metadata,
});

export type Workload = z.infer<typeof workloadSchema>;
export type LayerWorkload = z.infer<typeof layerWorkloadSchema>;
export type Claim = z.infer<typeof claimSchema>;
export type Event = z.infer<typeof eventSchema>;
export type Autoscaler = z.infer<typeof autoscalerSchema>;
export type Pod = z.infer<typeof podSchema>;
export type PodSpec = z.infer<typeof podSpec>;
export type ContainerStatus = z.infer<typeof containerStatus>;
export type Labels = Readonly<Record<string, string>>;
export type Rendered = z.infer<typeof renderedSchema>;

/** As `kubectl api-resources` lists kinds: `apps/v1 Deployment`. */
export const kindOf = ({ apiVersion, kind }: Rendered) =>
  `${apiVersion} ${kind}`;

/** Whether labels have all that a selector's matchLabels ask for. An empty selector matches everything. */
export const matches = (selectorLabels: Labels, labels: Labels) =>
  Object.entries(selectorLabels).every(
    ([name, value]) => labels[name] === value,
  );
