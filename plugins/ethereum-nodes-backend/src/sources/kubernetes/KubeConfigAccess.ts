import type { KubeConfig } from '@kubernetes/client-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import http from 'node:http';
import https from 'node:https';
import { requestBounded } from './requestBounded';
import {
  type ClusterAnswer,
  type ClusterAccess,
  type ClusterList,
  type RequestLimits,
  type PodAddress,
  podPath,
} from './ClusterAccess';

interface KubeConfigAccessOptions {
  /** Path of a kubeconfig. Default: the service account of the pod. */
  path?: string;
  /** Contexts to use. Default: all. */
  contexts?: string[];
  inClusterName: string;
}

/** Direct access by a kubeconfig (each context is a cluster) or by the service account of the pod. */
export class KubeConfigAccess implements ClusterAccess {
  private readonly clusters: Map<string, KubeConfig>;

  private constructor(clusters: Map<string, KubeConfig>) {
    this.clusters = clusters;
  }

  /** @throws Error if the kubeconfig cannot be read or has no such context */
  static async load(
    options: KubeConfigAccessOptions,
  ): Promise<KubeConfigAccess> {
    // @kubernetes/client-node 1.x is an ES module, and this package is CommonJS.
    const client = await import('@kubernetes/client-node');
    const { path } = options;
    if (!path) {
      const own = new client.KubeConfig();
      own.loadFromCluster();
      return new KubeConfigAccess(new Map([[options.inClusterName, own]]));
    }
    const load = () => {
      const config = new client.KubeConfig();
      config.loadFromFile(path);
      return config;
    };
    const known = load()
      .getContexts()
      .map(context => context.name);
    const contexts = options.contexts ?? known;
    for (const context of contexts) {
      if (!known.includes(context)) {
        throw new Error(
          `ethereumNodes.kubernetes.kubeconfig.contexts: ${path} has no context "${context}"; use one of ${known.join(
            ', ',
          )}`,
        );
      }
    }
    return new KubeConfigAccess(
      new Map(
        contexts.map(context => {
          const config = load();
          config.setCurrentContext(context);
          return [context, config];
        }),
      ),
    );
  }

  async listClusters(): Promise<ClusterList> {
    return {
      ok: true,
      clusters: [...this.clusters.keys()].map(name => ({ name })),
    };
  }

  get(
    cluster: string,
    path: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.send(cluster, path, limits);
  }

  create(
    cluster: string,
    path: string,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.send(cluster, path, limits, json);
  }

  postToPod(
    at: PodAddress,
    json: string,
    limits: RequestLimits,
  ): Promise<ClusterAnswer> {
    return this.send(at.cluster, podPath(at), limits, json);
  }

  private async send(
    name: string,
    path: string,
    limits: RequestLimits,
    json?: string,
  ): Promise<ClusterAnswer> {
    const config = this.clusters.get(name);
    const cluster = config?.getCurrentCluster();
    if (!config || !cluster) {
      return {
        kind: 'none',
        reason: 'unreachable',
        detail: say('kubeconfig-without-cluster', { name }),
      };
    }
    const options: https.RequestOptions = { method: 'GET' };
    try {
      // May run the kubeconfig's credential plugin, or read a rotated token.
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      return {
        kind: 'none',
        reason: 'denied',
        detail: say('credentials-missing', { why: String(error) }),
      };
    }
    const url = new URL(cluster.server.replace(/\/$/, '') + path);
    return requestBounded(
      url.protocol === 'http:' ? http : https,
      url,
      options,
      limits,
      json,
    );
  }
}
