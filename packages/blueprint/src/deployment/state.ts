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

/** A value that was read, or the reason why it could not be. */
export type ReadResult<T> =
  | { ok: true; value: T }
  | { ok: false; reason: string };

/** The state that the environment's files ask for. */
export interface DesiredState {
  environment: string;
  namespace: string;
  /** `kubeContext` of the environment's file; absent: whatever kubectl points at. */
  context?: string;
  /** All objects that helmfile renders, except hooks. */
  objects: readonly Rendered[];
  /** The StatefulSets and Deployments of nodes among them. */
  workloads: readonly Workload[];
  /** The releases of all enabled layers. */
  releases: readonly Release[];
  /** Rendered objects of the platform layers that come from our own charts. */
  platformObjects: readonly Rendered[];
}

/** One release of Helm, as helmfile lists it. */
export interface Release {
  name: string;
  namespace: string;
  /** A folder of helmfiles/. */
  layer: string;
}

/** The last revision of a release in the cluster. */
export interface ReleaseRevision {
  name: string;
  namespace: string;
  revision: number;
  /** Helm's status, such as `deployed` or `pending-upgrade`. */
  status: string;
}

/** The observed state of the platform layers. */
export interface PlatformState {
  /** Namespaces of the platform layers and of the nodes. */
  namespaces: readonly Namespace[];
  releases: readonly ReleaseRevision[];
  /** Drift of the platform layers' objects, except namespaces: those are compared by label. */
  guards: readonly Difference[];
  /** Objects in the namespaces of the platform layers, without that of the nodes. */
  layers: LayerObjects;
  /** Prometheus resources of the operator, in all namespaces of the platform layers. */
  prometheuses: ReadonlyArray<z.infer<typeof prometheusSchema>>;
  /** Metrics API groups that autoscalers need and the cluster does not serve, with the reason. */
  metricsApis: ReadonlyMap<string, string>;
}

/** Drift of one rendered object from the one in the cluster. */
export interface Difference {
  /** As in `StatefulSet/geth-0`; for platform layers as in `NetworkPolicy/ethereum/default-deny`. */
  object: string;
  /** The Helm release that owns it. */
  release?: string;
  /** There is no such object. */
  missing?: true;
  /** The first changed lines, as diff writes them. */
  lines: string[];
}

/** The observed state. Secrets are known by name only: their contents are never read. */
export interface ObservedState extends Objects, PlatformState {
  /** Version of the API server, as in `v1.34.4`; empty if unknown. */
  version: string;
  namespace: Namespace | undefined;
  secrets: readonly string[];
  /** As in `apps/v1 Deployment`. */
  kinds: readonly string[];
  /** By pod; the reason where a sidecar does not answer. */
  sidecars: ReadonlyMap<string, ReadResult<NodeStatus>>;
  differences: readonly Difference[];
}

/** Something that is read from the cluster, by its name in {@link ObservedState}. */
export type Resource = keyof ObservedState | 'cluster';

/** Desired and observed state of an environment at one moment. */
export interface Deployment {
  desired: DesiredState;
  observed: ObservedState;
  /** Resources that could not be read, with the reason. */
  unavailable: ReadonlyMap<Resource, string>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Returns a reading's value; records a failed reading and returns `otherwise`. */
export type RecordReading = <T>(
  sight: Resource,
  reading: ReadResult<T>,
  otherwise: T,
) => T;
