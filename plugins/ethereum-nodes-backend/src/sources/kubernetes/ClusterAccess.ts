import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

/**
 * A way to read from Kubernetes API servers and from pods behind them, of bounded size and time. What is sent to an API server
 * itself is GET and nothing else.
 *
 * No call throws for what can be expected to fail.
 */
export interface ClusterAccess {
  listClusters(options: { signal: AbortSignal }): Promise<ClusterList>;
  /** @param path - from the API server's root, with its query */
  get(
    cluster: string,
    path: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer>;
  /** JSON-RPC is POST. It goes to a port of a pod, by the verb `create` on `pods/proxy`, and to nothing else. */
  postToPod(
    at: PodAddress,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer>;
}

export interface PodAddress {
  cluster: string;
  namespace: string;
  pod: string;
  port: number;
  /** From the root of what listens there, with its query. */
  path: string;
}

/** Path of a pod's port through the API server. */
export function podPath(at: Omit<PodAddress, 'cluster'>): string {
  const namespace = encodeURIComponent(at.namespace);
  const pod = encodeURIComponent(at.pod);
  return `/api/v1/namespaces/${namespace}/pods/${pod}:${at.port}/proxy${at.path}`;
}

export type ClusterList =
  | { ok: true; clusters: ListedCluster[] }
  | { ok: false; error: MessageOrText };

export interface ListedCluster {
  name: string;
  /** Why it cannot be read without a person. */
  unusableReason?: MessageOrText;
}

export interface RequestLimits {
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
      detail: MessageOrText;
    };
