import type { NodeStatus } from '@nodeyard/ethereum';
import type { z } from 'zod';
import type { LayerObjects, Objects } from './kinds';
import type {
  namespaceSchema,
  prometheusSchema,
  Rendered,
  Workload,
} from './objects';

type Namespace = z.infer<typeof namespaceSchema>;

/** Something that was read, or why it could not be. */
export type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

/** What the environment's files ask for. */
export interface Wanted {
  environment: string;
  namespace: string;
  /** `kubeContext` of the environment's file; absent: whatever kubectl points at. */
  context?: string;
  /** Everything that helmfile renders, hooks left out. */
  objects: readonly Rendered[];
  /** The StatefulSets and Deployments of nodes among them. */
  workloads: readonly Workload[];
  /** The releases of every layer that is on. */
  releases: readonly Release[];
  /** What the layers beneath bring of our own chart. */
  beneath: readonly Rendered[];
}

/** One release of Helm, as helmfile lists it. */
export interface Release {
  name: string;
  namespace: string;
  /** A folder of helmfiles/. */
  layer: string;
}

/** Its last revision in the cluster. */
export interface LastRevision {
  name: string;
  namespace: string;
  revision: number;
  /** In the words of Helm, such as `deployed` or `pending-upgrade`. */
  status: string;
}

/** What is there of the layers beneath the nodes. */
export interface Beneath {
  /** Those of the layers, and that of the nodes. */
  namespaces: readonly Namespace[];
  releases: readonly LastRevision[];
  /** How what our own chart brings to the layers beneath differs, its namespaces left out: they are compared by label. */
  guards: readonly Difference[];
  /** In the namespaces of the layers; nothing of the nodes' own. */
  layers: LayerObjects;
  /** Of Prometheus' operator, in every namespace of the layers. */
  prometheuses: ReadonlyArray<z.infer<typeof prometheusSchema>>;
  /** Groups of metrics that autoscalers ask for and the cluster does not serve, each with why. */
  metricsApis: ReadonlyMap<string, string>;
}

/** How one rendered object differs from the one in the cluster. */
export interface Difference {
  /** As in `StatefulSet/geth-0`; beneath the nodes as in `NetworkPolicy/ethereum/default-deny`. */
  object: string;
  /** The release of Helm that brings it. */
  release?: string;
  /** There is no such object. */
  missing?: true;
  /** The first changed lines, as diff writes them. */
  lines: string[];
}

/** What is there. Secrets are known by name alone: their contents are never read. */
export interface Seen extends Objects, Beneath {
  /** Of the API server, as in `v1.34.4`; empty where it gives none. */
  version: string;
  namespace: Namespace | undefined;
  secrets: readonly string[];
  /** As in `apps/v1 Deployment`. */
  kinds: readonly string[];
  /** By pod. Why, where a sidecar does not answer. */
  sidecars: ReadonlyMap<string, Reading<NodeStatus>>;
  differences: readonly Difference[];
}

/** Something that is read from the cluster, by its name in {@link Seen}. */
export type Sight = keyof Seen | 'cluster';

/** One look at a running environment. */
export interface Deployment {
  wanted: Wanted;
  seen: Seen;
  /** Why something could not be read. What is not in here was. */
  unread: ReadonlyMap<Sight, string>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Keeps why something could not be read, and takes `otherwise` for it. */
export type Note = <T>(sight: Sight, reading: Reading<T>, otherwise: T) => T;
