import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { asMessage } from '@nodeyard/ethereum';
import { z } from 'zod';
import { parseJsonOrUndefined } from '../../parseJsonOrUndefined';
import { fetchBounded } from './fetchBounded';
import {
  type ClusterAnswer,
  type ClusterAccess,
  type ClusterList,
  type RequestLimits,
  type PodAddress,
  podPath,
} from './ClusterAccess';

const LIST_LIMITS = { timeoutMs: 15_000, maxBytes: 4 * 1024 * 1024 };

/** Auth providers that require the token of a user; see the Kubernetes plugin's documentation on `authProvider`. */
const USER_AUTH_PROVIDERS = ['google', 'oidc', 'aks'];

export const clusterListSchema = z.object({
  items: z
    .array(
      z.object({
        name: z.string().max(400),
        authProvider: z.string().max(400).optional(),
      }),
    )
    .max(10_000),
});

/** An error of a Backstage backend. Errors of an API server have `kind: Status` and no `error`. */
export const pluginErrorSchema = z.object({
  error: z.object({
    name: z.string().max(400),
    message: z.string().max(100_000),
  }),
});

/**
 * Access through `/clusters` and `/proxy` of the Kubernetes plugin, with the service credentials of this plugin.
 *
 * Service credentials pass the permissions `kubernetes.clusters.read` and `kubernetes.proxy`. The Kubernetes plugin adds the
 * server-side credentials of each cluster.
 */
export class KubernetesPluginAccess implements ClusterAccess {
  private readonly auth: AuthService;
  private readonly discovery: DiscoveryService;
  private readonly fetch: typeof fetch;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    fetch: typeof fetch;
  }) {
    this.auth = options.auth;
    this.discovery = options.discovery;
    this.fetch = options.fetch;
  }

  async listClusters({
    signal,
  }: {
    signal: AbortSignal;
  }): Promise<ClusterList> {
    const answer = await this.send('/clusters', {}, { signal, ...LIST_LIMITS });
    if (answer.kind === 'none') {
      return {
        ok: false,
        error: say('kubernetes-plugin-silent', {
          detail: asMessage(answer.detail),
        }),
      };
    }
    if (answer.status === 404) {
      return {
        ok: false,
        error: say('kubernetes-plugin-missing', {}),
      };
    }
    const list = clusterListSchema.safeParse(parseJsonOrUndefined(answer.body));
    if (answer.status !== 200 || !list.success) {
      const says =
        parsePluginError(answer.body)?.message ?? 'no list of clusters';
      return {
        ok: false,
        error: say('kubernetes-plugin-http', { status: answer.status, says }),
      };
    }
    return { ok: true, clusters: list.data.items.map(toListedCluster) };
  }

  get(
    cluster: string,
    path: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.ofCluster(cluster, path, limits);
  }

  create(
    cluster: string,
    path: string,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.ofCluster(cluster, path, limits, json);
  }

  postToPod(
    at: PodAddress,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.ofCluster(at.cluster, podPath(at), limits, json);
  }

  private async ofCluster(
    cluster: string,
    path: string,
    limits: RequestLimits,
    json?: string,
  ): Promise<ClusterAnswer> {
    const answer = await this.send(
      `/proxy${path}`,
      { 'Backstage-Kubernetes-Cluster': cluster },
      limits,
      json,
    );
    const error =
      answer.kind === 'answer' && answer.status >= 400
        ? parsePluginError(answer.body)
        : undefined;
    if (!error) return answer;
    return error.name === 'NotAllowedError' ||
      error.name === 'AuthenticationError'
      ? {
          kind: 'none',
          reason: 'denied',
          detail: say('kubernetes-plugin-refuses', { says: error.message }),
        }
      : { kind: 'none', reason: 'unreachable', detail: error.message };
  }

  private async send(
    path: string,
    headers: Record<string, string>,
    limits: RequestLimits,
    json?: string,
  ): Promise<ClusterAnswer> {
    const [baseUrl, { token }] = await Promise.all([
      this.discovery.getBaseUrl('kubernetes'),
      this.auth.getPluginRequestToken({
        onBehalfOf: await this.auth.getOwnServiceCredentials(),
        targetPluginId: 'kubernetes',
      }),
    ]);
    return fetchBounded(
      this.fetch,
      `${baseUrl}${path}`,
      { ...headers, authorization: `Bearer ${token}` },
      limits,
      json,
    );
  }
}

function toListedCluster({
  name,
  authProvider,
}: {
  name: string;
  authProvider?: string;
}) {
  return authProvider && USER_AUTH_PROVIDERS.includes(authProvider)
    ? {
        name,
        unusableReason: say('cluster-of-people', { authProvider }),
      }
    : { name };
}

function parsePluginError(
  body: string,
): { name: string; message: string } | undefined {
  return pluginErrorSchema.safeParse(parseJsonOrUndefined(body)).data?.error;
}
