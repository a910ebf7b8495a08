import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';

/**
 * Reads from Kubernetes API servers, and from pods through them, with limits of size and time. Discovery and polling send only GETs to
 * an API server itself.
 *
 * Expected failures are results; no method throws for them.
 */
export interface ClusterAccess {
  listClusters(options: { signal: AbortSignal }): Promise<ClusterList>;
  /** @param path - absolute path of the API server, with query */
  get(
    cluster: string,
    path: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer>;
  /**
   * Creates an object (POST).
   *
   * @param path - absolute path of the collection in the API server
   */
  create(
    cluster: string,
    path: string,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer>;
  /** JSON-RPC request (POST) to a port of a pod. Requires the verb `create` on `pods/proxy`. */
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
  /** Absolute path with query. */
  path: string;
}

/** Path of a pod's port in the proxy of the API server. */
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
  /** Why the cluster cannot be read by the backend. */
  unusableReason?: MessageOrText;
}

export interface RequestLimits {
  signal: AbortSignal;
  timeoutMs: number;
  maxBytes: number;
}

/**
 * Result of a request. `answer` is a response of the API server or the pod behind it; `none` means that there was no response.
 */
export type ClusterAnswer =
  | { kind: 'answer'; status: number; body: string }
  | {
      kind: 'none';
      reason: 'timeout' | 'unreachable' | 'denied' | 'too-large';
      detail: MessageOrText;
    };
