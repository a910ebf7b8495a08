import type { RootConfigService } from '@backstage/backend-plugin-api';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { english } from '@nodeyard/ethereum';
import { z } from 'zod';
import { configSchema, type PrivateNetworkConfig } from './configSchema';
import type { EndpointRule } from './endpoints/endpointRule';
import { urlFault } from './endpoints/urlFault';
import type { ThirdPartyRule } from './sources/kubernetes/thirdParty/rule';

/** What `ethereumNodes` in app-config says, with its defaults; keys are documented in config.d.ts. */
export interface EthereumNodesConfig {
  discoverMs: number;
  pollMs: number;
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  /** Absent: no clusters are looked into. */
  clusterAccess?:
    | 'plugin'
    | { path?: string; contexts?: string[]; inClusterName: string };
  /** Nodes that charts of others run in the clusters. */
  thirdPartyRules: ThirdPartyRule[];
  nodes: StaticNodeConfig[];
  networks: PrivateNetworkConfig[];
  /** Endpoints of nodes that entities declare. Empty: none may. */
  allowDeclared: EndpointRule[];
  /** Endpoints of listed nodes. Absent: all. */
  allowListed?: EndpointRule[];
  snapshotStores: SnapshotStoreConfig[];
  snapshotsMs: number;
  links: z.infer<ReturnType<typeof configSchema>>['links'];
}

export type SnapshotStoreConfig = z.infer<
  ReturnType<typeof configSchema>
>['snapshotStores'][string] & { name: string };

export type StaticNodeConfig = z.infer<
  ReturnType<typeof configSchema>
>['nodes'][string] & {
  name: string;
};

/** @throws Error that names every wrong key, its value's problem and the way out */
export function readEthereumNodesConfig(
  rootConfig: RootConfigService,
): EthereumNodesConfig {
  const raw = rootConfig.getOptional('ethereumNodes') ?? {};
  const parsed = configSchema(readPrivateNetworkNames(raw)).safeParse(raw);
  if (!parsed.success) throw new Error(formatIssues(parsed.error));
  const {
    kubernetes,
    schedule,
    polling,
    nodes,
    networks,
    snapshotStores,
    links,
  } = parsed.data;
  const allowListed = parsed.data.listedNodes.allow;
  assertListedNodesAllowed(nodes, allowListed);
  const kubeconfig = { inClusterName: 'in-cluster', ...kubernetes.kubeconfig };
  const kind =
    kubernetes.gateway ?? (kubernetes.kubeconfig ? 'kubeconfig' : 'plugin');
  const enabled =
    kubernetes.enabled ??
    (rootConfig.has('kubernetes') || kind === 'kubeconfig');
  if (
    kubernetes.others.length > 0 &&
    !enabled &&
    kubernetes.enabled !== false
  ) {
    throw new Error(
      formatProblems([
        '- ethereumNodes.kubernetes.others: no cluster is looked into. Configure clusters for the Kubernetes plugin (kubernetes.clusterLocatorMethods) or ethereumNodes.kubernetes.kubeconfig, or remove these rules',
      ]),
    );
  }
  const access = kind === 'plugin' ? kind : kubeconfig;
  return {
    discoverMs: schedule.discoverSeconds * 1000,
    pollMs: schedule.pollSeconds * 1000,
    timeoutMs: polling.timeoutSeconds * 1000,
    concurrency: polling.concurrency,
    concurrencyPerCluster: polling.concurrencyPerCluster,
    clusterAccess: enabled ? access : undefined,
    thirdPartyRules: kubernetes.others,
    nodes: Object.entries(nodes).map(([name, node]) => ({ name, ...node })),
    networks,
    allowDeclared: parsed.data.annotations.allow,
    allowListed,
    snapshotStores: Object.entries(snapshotStores).map(([name, store]) => ({
      name,
      ...store,
    })),
    snapshotsMs: schedule.snapshotsSeconds * 1000,
    links,
  };
}

/** What nodes may name, whatever else is wrong with these networks: that is said once. */
function readPrivateNetworkNames(raw: unknown): string[] {
  const names = z
    .object({ networks: z.array(z.object({ name: z.string() })) })
    .safeParse(raw);
  return names.success ? names.data.networks.map(({ name }) => name) : [];
}

/** @throws Error that names every URL of a listed node which the configuration itself does not allow */
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
        ? [
            `- ethereumNodes.nodes.${name}.${key}: ${english(
              fleetMessages,
              fault,
              Date.now(),
            )}`,
          ]
        : [];
    }),
  );
  if (problems.length > 0) throw new Error(formatProblems(problems));
}

function formatIssues(error: z.ZodError): string {
  return formatProblems(
    error.issues.map(issue => {
      // A name that a map does not take says why one level deeper.
      const message =
        issue.code === 'invalid_key' ? issue.issues[0].message : issue.message;
      return `- ${['ethereumNodes', ...issue.path].join('.')}: ${message}`;
    }),
  );
}

function formatProblems(problems: string[]): string {
  return `The configuration of the ethereum-nodes plugin is not right:\n${problems.join(
    '\n',
  )}`;
}
