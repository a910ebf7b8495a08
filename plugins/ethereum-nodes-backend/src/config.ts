import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { z } from 'zod';
import { configSchema } from './configSchema';

/** What `ethereumNodes` in app-config says, with its defaults; keys are documented in config.d.ts. */
export interface EthereumNodesConfig {
  discoverMs: number;
  pollMs: number;
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  /** Absent: no clusters are looked into. */
  gateway?:
    | 'plugin'
    | { path?: string; contexts?: string[]; inClusterName: string };
  nodes: StaticNodeConfig[];
  snapshotStores: SnapshotStoreConfig[];
  snapshotsMs: number;
}

export type SnapshotStoreConfig = z.infer<
  typeof configSchema
>['snapshotStores'][string] & { name: string };

export type StaticNodeConfig = z.infer<typeof configSchema>['nodes'][string] & {
  name: string;
};

/** @throws Error that names every wrong key, its value's problem and the way out */
export function readEthereumNodesConfig(
  rootConfig: RootConfigService,
): EthereumNodesConfig {
  const parsed = configSchema.safeParse(
    rootConfig.getOptional('ethereumNodes') ?? {},
  );
  if (!parsed.success) throw new Error(wordsFor(parsed.error));
  const { kubernetes, schedule, polling, nodes, snapshotStores } = parsed.data;
  const kubeconfig = { inClusterName: 'in-cluster', ...kubernetes.kubeconfig };
  const kind =
    kubernetes.gateway ?? (kubernetes.kubeconfig ? 'kubeconfig' : 'plugin');
  const enabled =
    kubernetes.enabled ??
    (rootConfig.has('kubernetes') || kind === 'kubeconfig');
  const gateway = kind === 'plugin' ? kind : kubeconfig;
  return {
    discoverMs: schedule.discoverSeconds * 1000,
    pollMs: schedule.pollSeconds * 1000,
    timeoutMs: polling.timeoutSeconds * 1000,
    concurrency: polling.concurrency,
    concurrencyPerCluster: polling.concurrencyPerCluster,
    gateway: enabled ? gateway : undefined,
    nodes: Object.entries(nodes).map(([name, node]) => ({ name, ...node })),
    snapshotStores: Object.entries(snapshotStores).map(([name, store]) => ({
      name,
      ...store,
    })),
    snapshotsMs: schedule.snapshotsSeconds * 1000,
  };
}

function wordsFor(error: z.ZodError): string {
  const problems = error.issues.map(issue => {
    // A name that a map does not take says why one level deeper.
    const message =
      issue.code === 'invalid_key' ? issue.issues[0].message : issue.message;
    return `- ${['ethereumNodes', ...issue.path].join('.')}: ${message}`;
  });
  return `The configuration of the ethereum-nodes plugin is not right:\n${problems.join(
    '\n',
  )}`;
}
