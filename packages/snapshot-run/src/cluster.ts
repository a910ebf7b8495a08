import { z } from 'zod';
import { boundedNumber, boundedText, stringMap } from './bounds';

/** API path of each kind. */
const collections = {
  configMap: ['/api/v1', 'configmaps'],
  event: ['/api/v1', 'events'],
  pod: ['/api/v1', 'pods'],
  claim: ['/api/v1', 'persistentvolumeclaims'],
  statefulSet: ['/apis/apps/v1', 'statefulsets'],
  scale: ['/apis/apps/v1', 'statefulsets', 'scale'],
  job: ['/apis/batch/v1', 'jobs'],
  lease: ['/apis/coordination.k8s.io/v1', 'leases'],
  budget: ['/apis/policy/v1', 'poddisruptionbudgets'],
  volumeSnapshot: ['/apis/snapshot.storage.k8s.io/v1', 'volumesnapshots'],
} as const;

export type Kind = keyof typeof collections;

/** `/apis/batch/v1`. */
export function groupPathOf(kind: Kind): string {
  return collections[kind][0];
}

/** `/apis/batch/v1/namespaces/ledger/jobs`, and with a name the object's own path. */
export function pathOf(kind: Kind, namespace: string, name?: string): string {
  const [group, resource, subresource] = collections[kind];
  return [`${group}/namespaces/${namespace}/${resource}`, name, subresource]
    .filter(part => part !== undefined)
    .join('/');
}

/** The fields of any object that a run needs. */
export const objectSchema = z.looseObject({
  metadata: z.looseObject({
    name: boundedText,
    uid: boundedText,
    resourceVersion: boundedText,
    generation: boundedNumber.optional(),
    deletionTimestamp: boundedText.optional(),
    annotations: stringMap.optional(),
  }),
});

/** Outcome of a write. `conflict`: the object was changed since it was read, or exists already. */
export type WriteOutcome = 'written' | 'conflict' | 'absent';

/**
 * Access to the objects of the node's namespace by name; nothing is listed.
 *
 * Every method throws `ClusterError` if the API server refuses or does not answer.
 */
export interface Cluster {
  /** @returns undefined when there is none */
  read<T>(
    kind: Kind,
    name: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined>;
  create(kind: Kind, manifest: object): Promise<WriteOutcome>;
  /** A JSON merge patch; `metadata.resourceVersion` in it makes it conditional. */
  patch(
    kind: Kind,
    name: string,
    patch: object,
    options?: { dryRun?: boolean },
  ): Promise<WriteOutcome>;
  /** Delete in the foreground, without waiting. @returns `absent` if there is none */
  remove(kind: Kind, name: string): Promise<WriteOutcome>;
  /** Watch one object from now on, including its last state; ends with the connection, or if aborted. */
  watch<T>(
    kind: Kind,
    name: string,
    schema: z.ZodType<T>,
    onState: (state: T) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Whether the API server serves this kind. */
  serves(kind: Kind): Promise<boolean>;
}

/** The API server refused a request, or did not answer (`status` 0). */
export class ClusterError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'ClusterError';
  }

  /** Whether the same request may succeed on retry. */
  get isRetryable(): boolean {
    return (
      this.status === 0 ||
      // A token that expired during an outage is renewed by the kubelet, and read again within a minute.
      this.status === 401 ||
      this.status === 408 ||
      this.status === 429 ||
      this.status >= 500
    );
  }
}
