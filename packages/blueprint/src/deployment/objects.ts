import { z } from 'zod';

/** Kubernetes omits what is empty, and Go writes `null` for an empty list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);
const words = z
  .record(z.string(), z.string())
  .nullish()
  .transform(given => given ?? {});

const metadata = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  labels: words,
  annotations: words,
  generation: z.number().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().optional(),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

const container = z.object({
  name: z.string(),
  image: z.string(),
  env: listOf(
    z.object({
      valueFrom: z
        .object({ secretKeyRef: z.object({ name: z.string() }).optional() })
        .optional(),
    }),
  ),
  envFrom: listOf(
    z.object({ secretRef: z.object({ name: z.string() }).optional() }),
  ),
});

const podSpec = z.object({
  nodeName: z.string().optional(),
  serviceAccountName: z.string().optional(),
  priorityClassName: z.string().optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  imagePullSecrets: listOf(z.object({ name: z.string() })),
  initContainers: listOf(container),
  containers: listOf(container),
  volumes: listOf(
    z.object({
      name: z.string(),
      secret: z
        .object({
          secretName: z.string().optional(),
          optional: z.boolean().optional(),
        })
        .optional(),
      persistentVolumeClaim: z.object({ claimName: z.string() }).optional(),
      configMap: z
        .object({
          name: z.string(),
          optional: z.boolean().optional(),
          items: listOf(z.object({ key: z.string() })),
        })
        .optional(),
    }),
  ),
});

const ended = z.object({
  reason: z.string().optional(),
  exitCode: z.number(),
  /** The end of its log, where its pod asks for that. */
  message: z.string().optional(),
  finishedAt: z.string().nullish(),
});
const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean(),
  restartCount: z.number(),
  state: z.object({
    waiting: z
      .object({ reason: z.string().optional(), message: z.string().optional() })
      .optional(),
    running: z.object({}).optional(),
    terminated: ended.optional(),
  }),
  lastState: z.object({ terminated: ended.optional() }).default({}),
});

const claimSpec = z.object({
  storageClassName: z.string().optional(),
  resources: z.object({
    requests: z.object({ storage: z.string() }),
  }),
});

const selector = z.object({
  matchLabels: words,
});
const subject = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

/** StatefulSet or Deployment. */
export const workloadSchema = z.object({
  kind: z.string().optional(),
  metadata,
  spec: z.object({
    replicas: z.number().optional(),
    selector,
    template: z.object({
      metadata: z.object({ labels: words }),
      spec: podSpec,
    }),
    volumeClaimTemplates: listOf(
      z.object({ metadata: z.object({ name: z.string() }), spec: claimSpec }),
    ),
  }),
});
/** StatefulSet, Deployment or DaemonSet of a layer beneath the nodes, with how many pods it should have and has. */
export const layerWorkloadSchema = z.object({
  kind: z.string(),
  metadata,
  spec: z.object({ replicas: z.number().optional(), selector }),
  status: z
    .object({
      readyReplicas: z.number().default(0),
      unavailableReplicas: z.number().default(0),
      numberReady: z.number().default(0),
      desiredNumberScheduled: z.number().default(0),
    })
    .prefault({}),
});
export const podSchema = z.object({
  metadata,
  spec: podSpec,
  status: z.object({
    phase: z.string().optional(),
    /** One of each family in a cluster of both. */
    podIPs: listOf(z.object({ ip: z.string() })),
    conditions: listOf(condition),
    initContainerStatuses: listOf(containerStatus),
    containerStatuses: listOf(containerStatus),
  }),
});
export const claimSchema = z.object({
  metadata,
  spec: claimSpec,
  status: z.object({
    phase: z.string().optional(),
    capacity: z.object({ storage: z.string().optional() }).optional(),
    conditions: listOf(condition),
  }),
});
export const serviceSchema = z.object({
  metadata,
  spec: z.object({
    type: z.string().optional(),
    selector: words,
    publishNotReadyAddresses: z.boolean().optional(),
  }),
  status: z
    .object({
      loadBalancer: z
        .object({ ingress: listOf(z.object({ ip: z.string().optional() })) })
        .optional(),
    })
    .optional(),
});
export const endpointSliceSchema = z.object({
  metadata,
  endpoints: listOf(
    z.object({
      addresses: listOf(z.string()),
      conditions: z.object({ ready: z.boolean().nullish() }).default({}),
    }),
  ),
});
export const budgetSchema = z.object({
  metadata,
  spec: z.object({ selector }),
  status: z
    .object({
      disruptionsAllowed: z.number().default(0),
      currentHealthy: z.number().default(0),
      expectedPods: z.number().default(0),
    })
    .optional(),
});
export const policySchema = z.object({
  metadata,
  spec: z.object({
    podSelector: selector,
    policyTypes: listOf(z.string()),
    ingress: listOf(z.looseObject({})),
    egress: listOf(z.looseObject({})),
  }),
});
export const autoscalerSchema = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
    minReplicas: z.number().optional(),
    maxReplicas: z.number().optional(),
    metrics: listOf(z.object({ type: z.string() })),
  }),
  status: z
    .object({
      currentReplicas: z.number().optional(),
      desiredReplicas: z.number().optional(),
      conditions: listOf(condition),
    })
    .optional(),
});
export const cronJobSchema = z.object({
  metadata,
  spec: z.object({
    schedule: z.string(),
    suspend: z.boolean().optional(),
    jobTemplate: z.object({
      spec: z.object({ template: z.object({ spec: podSpec }) }),
    }),
  }),
  status: z
    .object({
      lastScheduleTime: z.string().optional(),
      lastSuccessfulTime: z.string().optional(),
      active: listOf(z.object({})),
    })
    .optional(),
});
export const configMapSchema = z.object({
  metadata,
  data: words,
  binaryData: words,
});
export const quotaSchema = z.object({
  metadata,
  status: z.object({ hard: words, used: words }).optional(),
});
export const namespaceSchema = z.object({
  metadata,
  status: z.object({ phase: z.string().optional() }).optional(),
});
export const roleBindingSchema = z.object({
  metadata,
  roleRef: z.object({ kind: z.string(), name: z.string() }),
  subjects: listOf(subject),
});
export const clusterRoleSchema = z.object({
  metadata,
  rules: listOf(
    z.object({
      apiGroups: listOf(z.string()),
      resources: listOf(z.string()),
      resourceNames: listOf(z.string()),
      verbs: listOf(z.string()),
    }),
  ),
});
export const prometheusSchema = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().optional(),
    remoteWrite: listOf(z.looseObject({})),
    prometheusExternalLabelName: z.string().optional(),
    replicaExternalLabelName: z.string().optional(),
  }),
});
export const eventSchema = z.object({
  metadata,
  type: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  count: z.number().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  involvedObject: z.object({
    kind: z.string().optional(),
    name: z.string().optional(),
  }),
});
/** What only has to exist. */
export const namedSchema = z.object({ metadata });
/** Any rendered object. */
export const renderedSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
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

/** As the cluster's list of kinds has it: `apps/v1 Deployment`. */
export const kindOf = ({ apiVersion, kind }: Rendered) =>
  `${apiVersion} ${kind}`;

/** Whether labels have all that a selector's matchLabels ask for. An empty selector matches everything. */
export const matches = (selectorLabels: Labels, labels: Labels) =>
  Object.entries(selectorLabels).every(
    ([name, value]) => labels[name] === value,
  );
