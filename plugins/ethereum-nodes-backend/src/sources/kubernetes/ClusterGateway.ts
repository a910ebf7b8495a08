import type { Said } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
/**
 * A way to read from Kubernetes API servers: GET, of bounded size and time, and nothing else.
 *
 * No call throws for what can be expected to fail.
 */
export interface ClusterGateway {
  listClusters(options: { signal: AbortSignal }): Promise<ClusterList>;
  /** @param path - from the API server's root, with its query */
  get(cluster: string, path: string, limits: GetLimits): Promise<ClusterAnswer>;
}

export type ClusterList =
  | { ok: true; clusters: ListedCluster[] }
  | { ok: false; error: Said };

export interface ListedCluster {
  name: string;
  /** Why it cannot be read without a person. */
  unusable?: Said;
}

export interface GetLimits {
  signal: AbortSignal;
  timeoutMs: number;
  maxBytes: number;
}

/**
 * What came back. `answer` is the API server's, or that of what it stands before; `none` means that nobody got so far.
 */
export type ClusterAnswer =
  | { kind: 'answer'; status: number; body: string }
  | {
      kind: 'none';
      reason: 'timeout' | 'unreachable' | 'denied' | 'too-large';
      detail: Said;
    };
