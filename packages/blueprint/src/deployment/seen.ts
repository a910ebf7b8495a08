import type { NodeStatus } from '@nodeyard/ethereum';
import type { z } from 'zod';
import type { Objects } from './kinds';
import type { namespaceSchema, Rendered, Workload } from './objects';

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
}

/** How one rendered object differs from the one in the cluster. */
export interface Difference {
  /** As in `StatefulSet/geth-0`. */
  object: string;
  /** The first changed lines, as diff writes them. */
  lines: string[];
}

/** What is there. Secrets are known by name alone: their contents are never read. */
export interface Seen extends Objects {
  namespace: z.infer<typeof namespaceSchema> | undefined;
  secrets: readonly string[];
  /** As in `apps/v1`. */
  apiVersions: readonly string[];
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
