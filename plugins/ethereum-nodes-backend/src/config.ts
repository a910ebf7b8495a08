import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { configSchema, type PrivateNetworkConfig } from './configSchema';
import {
  deprecationOf,
  renameFormerKeys,
  writtenPath,
  type FormerKey,
} from './formerKeys';
import type { EndpointRule } from './endpoints/endpointRule';
import { urlFault } from './endpoints/urlFault';
import type { NotificationSettings } from './notifications/planNotifications';
import type { ThirdPartyRule } from './sources/kubernetes/thirdParty/rule';
import { renderEnglish } from './renderEnglish';
import type { CostPrices } from './store/fleetCost';

/** `ethereumNodes` of app-config with its defaults; keys are documented in config.d.ts. */
export interface EthereumNodesConfig {
  discoverMs: number;
  pollMs: number;
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  requestSnapshots: boolean;
  /** Absent: no discovery in clusters. */
  clusterAccess?:
    | 'plugin'
    | { path?: string; contexts?: string[]; inClusterName: string };
  /** Rules for nodes of third-party charts. */
  thirdPartyRules: ThirdPartyRule[];
  nodes: StaticNodeConfig[];
  networks: PrivateNetworkConfig[];
  /** Endpoints that entities may declare. Empty: none. */
  allowDeclared: EndpointRule[];
  /** Endpoints that `nodes` may list. Absent: all. */
  allowListed?: EndpointRule[];
  snapshotStores: SnapshotStoreConfig[];
  snapshotsMs: number;
  links: z.infer<ReturnType<typeof configSchema>>['links'];
  /** Absent: no cost of the fleet. */
  cost?: CostPrices;
  notifications: NotificationSettings & {
    /** Absent: if the notifications plugin is installed. */
    enabled?: boolean;
  };
}

export type SnapshotStoreConfig = z.infer<
  ReturnType<typeof configSchema>
>['snapshotStores'][string] & { name: string };

export type StaticNodeConfig = z.infer<
  ReturnType<typeof configSchema>
>['nodes'][string] & {
  name: string;
};

/**
 * @param logger - receives a line for each deprecated key
 * @throws Error that names every invalid key, its problem and the fix
 */
export function readEthereumNodesConfig(
  rootConfig: RootConfigService,
  logger?: Pick<LoggerService, 'warn'>,
): EthereumNodesConfig {
  const { value, used, problems } = renameFormerKeys(
    rootConfig.getOptional('ethereumNodes') ?? {},
  );
  const parsed = configSchema(readPrivateNetworkNames(value)).safeParse(value);
  if (!parsed.success || problems.length > 0) {
    const issues = parsed.error ? formatIssues(parsed.error, used) : [];
    throw new Error(formatProblems([...problems, ...issues]));
  }
  for (const row of used) logger?.warn(deprecationOf(row));
  const {
    kubernetes,
    schedule,
    polling,
    nodes,
    networks,
    snapshotStores,
    links,
    notifications,
  } = parsed.data;
  const allowListed = parsed.data.listedNodes.allow;
  assertListedNodesAllowed(nodes, allowListed);
  const kubeconfig = { inClusterName: 'in-cluster', ...kubernetes.kubeconfig };
  const kind =
    kubernetes.access ?? (kubernetes.kubeconfig ? 'kubeconfig' : 'plugin');
  const enabled =
    kubernetes.enabled ??
    (rootConfig.has('kubernetes') || kind === 'kubeconfig');
  if (
    kubernetes.thirdParty.length > 0 &&
    !enabled &&
    kubernetes.enabled !== false
  ) {
    throw new Error(
      formatProblems([
        `- ethereumNodes.${writtenPath(
          'kubernetes.thirdParty',
          used,
        )}: discovery in clusters is disabled. Configure clusters for the Kubernetes plugin (kubernetes.clusterLocatorMethods) or ethereumNodes.kubernetes.kubeconfig, or remove these rules`,
      ]),
    );
  }
  const access = kind === 'plugin' ? kind : kubeconfig;
  return {
    discoverMs: schedule.discover,
    pollMs: schedule.poll,
    timeoutMs: polling.timeout,
    concurrency: polling.concurrency,
    concurrencyPerCluster: polling.concurrencyPerCluster,
    clusterAccess: enabled ? access : undefined,
    requestSnapshots: kubernetes.requestSnapshots,
    thirdPartyRules: kubernetes.thirdParty,
    nodes: Object.entries(nodes).map(([name, node]) => ({ name, ...node })),
    networks,
    allowDeclared: parsed.data.annotations.allow,
    allowListed,
    snapshotStores: Object.entries(snapshotStores).map(([name, store]) => ({
      name,
      ...store,
    })),
    snapshotsMs: schedule.snapshots,
    links,
    cost: parsed.data.cost && toCostPrices(parsed.data.cost),
    notifications: {
      enabled: notifications.enabled,
      states: notifications.states,
      minimumMs: notifications.minimumDuration,
      digest: {
        threshold: notifications.digest.threshold,
        windowMs: notifications.digest.window,
      },
      fleetPath: notifications.fleetPath,
    },
  };
}

function toCostPrices({
  prices,
  budgets,
}: NonNullable<z.infer<ReturnType<typeof configSchema>>['cost']>): CostPrices {
  return {
    ...prices,
    storageGibMonth: new Map(Object.entries(prices.storageGibMonth)),
    budgets: new Map(Object.entries(budgets)),
  };
}

/** Names of private networks, without validation of the rest, which the schema reports once. */
function readPrivateNetworkNames(raw: unknown): string[] {
  const names = z
    .object({ networks: z.array(z.object({ name: z.string() })) })
    .safeParse(raw);
  return names.success ? names.data.networks.map(({ name }) => name) : [];
}

/** @throws Error that names every URL of a listed node that `listedNodes.allow` does not cover */
function assertListedNodesAllowed(
  nodes: Record<string, { executionUrl: string; consensusUrl?: string }>,
  allow: EndpointRule[] | undefined,
): void {
  if (!allow) return;
  const problems = Object.entries(nodes).flatMap(([name, node]) =>
    (['executionUrl', 'consensusUrl'] as const).flatMap(key => {
      const url = node[key];
      const fault =
        url && urlFault(url, allow, 'ethereumNodes.listedNodes.allow');
      return fault
        ? [`- ethereumNodes.nodes.${name}.${key}: ${renderEnglish(fault)}`]
        : [];
    }),
  );
  if (problems.length > 0) throw new Error(formatProblems(problems));
}

function formatIssues(error: z.ZodError, used: readonly FormerKey[]): string[] {
  return error.issues.map(issue => {
    // The reason for an invalid key of a map is one level deeper.
    const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
    const path = writtenPath(issue.path.join('.'), used);
    const key = path === '' ? 'ethereumNodes' : `ethereumNodes.${path}`;
    return `- ${key}: ${inner?.message ?? issue.message}`;
  });
}

function formatProblems(problems: string[]): string {
  return `Invalid configuration of the ethereum-nodes plugin:\n${problems.join(
    '\n',
  )}`;
}
