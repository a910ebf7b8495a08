import { z } from 'zod';
import { number, anyText, texts } from './bounds';

/** Where each kind lives in the API. */
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

/** `/apis/batch/v1/namespaces/ledger/jobs`, and with a name the object's own path. */
export function pathOf(kind: Kind, namespace: string, name?: string): string {
  const [group, resource, subresource] = collections[kind];
  return [`${group}/namespaces/${namespace}/${resource}`, name, subresource]
    .filter(part => part !== undefined)
    .join('/');
}

/** Every object, as far as the run cares. */
export const objectSchema = z.looseObject({
  metadata: z.looseObject({
    name: anyText,
    uid: anyText,
    resourceVersion: anyText,
    generation: number.optional(),
    deletionTimestamp: anyText.optional(),
    annotations: texts.optional(),
  }),
});
export type Objekt = z.infer<typeof objectSchema>;

/** What a write came to. `conflict`: the object was changed since it was read, or exists already. */
export type Written = 'written' | 'conflict' | 'absent';

/**
 * The namespace of the node, by object names: nothing is ever listed.
 *
 * Every method throws `ClusterError` when the API server refuses or does not answer.
 */
export interface Cluster {
  /** @returns undefined when there is none */
  read<T>(
    kind: Kind,
    name: string,
    schema: z.ZodType<T>,
  ): Promise<T | undefined>;
  create(kind: Kind, manifest: object): Promise<Written>;
  /** A JSON merge patch; `metadata.resourceVersion` in it makes it conditional. */
  patch(
    kind: Kind,
    name: string,
    patch: object,
    options?: { dryRun?: boolean },
  ): Promise<Written>;
  /** Also its dependents, of which it waits for none. @returns `absent` when there is none, which is as good */
  remove(kind: Kind, name: string): Promise<Written>;
  /** Report every state of one object from now on, its last one too; ends with the connection or when it is aborted. */
  watch<T>(
    kind: Kind,
    name: string,
    schema: z.ZodType<T>,
    onState: (state: T) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Whether the API has this kind at all. */
  serves(kind: Kind): Promise<boolean>;
}

/** The API server refused, or did not answer (`status` 0). */
export class ClusterError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'ClusterError';
  }

  /** Whether the same request may succeed a little later. */
  get passing(): boolean {
    return (
      this.status === 0 ||
      // A token that ended while the API server was away is renewed by the kubelet, and read again within a minute.
      this.status === 401 ||
      this.status === 408 ||
      this.status === 429 ||
      this.status >= 500
    );
  }
}
