import type {
  DiscoveredPlace,
  FoundNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import type { NetworkLookup } from '../../../networkLookup';
import type { ClusterAccess } from '../ClusterAccess';
import { listAll, type Listing } from '../listAll';
import { type Pod, podSchema, type Workload, workloadSchema } from '../objects';
import { toThirdPartyNodes, type SelectedObjects } from './toThirdPartyNodes';
import type { ThirdPartyRule } from './rule';

/** Nodes of one cluster that charts of others run. A pod is of one node: ours if it is, or that of the first rule that picks it. */
export async function findThirdPartyNodes(
  access: ClusterAccess,
  cluster: string,
  options: {
    rules: readonly ThirdPartyRule[];
    /** Pods of our own nodes. */
    ours: readonly Pod[];
    findNetwork: NetworkLookup;
    signal: AbortSignal;
  },
): Promise<Listing<FoundNode>> {
  const taken = new Set(
    options.ours.map(({ metadata }) =>
      podKey(metadata.namespace, metadata.name),
    ),
  );
  const nodes: FoundNode[] = [];
  for (const [index, rule] of options.rules.entries()) {
    if (rule.clusters && !rule.clusters.includes(cluster)) continue;
    const picked = await selectObjects(access, cluster, rule, options.signal);
    if (!picked.ok) return picked;
    const found = toThirdPartyNodes(
      cluster,
      { rule, key: ruleKey(index) },
      picked.items[0],
      options.findNetwork,
      (namespace, pod) => taken.has(podKey(namespace, pod)),
    );
    for (const { namespace = '', id } of found) {
      taken.add(podKey(namespace, id.slice(id.lastIndexOf(':') + 1)));
    }
    nodes.push(...found);
  }
  return { ok: true, items: nodes };
}

/** Clusters that rules name and that are none. */
export function missingClusters(
  rules: readonly ThirdPartyRule[],
  clusters: readonly string[],
): DiscoveredPlace[] {
  const errors = new Map<string, Message>();
  for (const [index, rule] of rules.entries()) {
    for (const cluster of rule.clusters ?? []) {
      if (!clusters.includes(cluster)) {
        errors.set(
          cluster,
          say('cluster-unknown', {
            key: `${ruleKey(index)}.clusters`,
            cluster,
            clusters: clusters.slice(0, 20).join(', '),
          }),
        );
      }
    }
  }
  return [...errors].map(([cluster, error]) => ({
    cluster,
    status: 'error',
    error,
  }));
}

async function selectObjects(
  access: ClusterAccess,
  cluster: string,
  { selector, consensus }: ThirdPartyRule,
  signal: AbortSignal,
): Promise<Listing<SelectedObjects>> {
  const own = await listSelected(access, cluster, selector, signal);
  if (!own.ok || consensus?.selector === undefined) return own;
  const others = await listSelected(
    access,
    cluster,
    consensus.selector,
    signal,
  );
  return others.ok
    ? { ok: true, items: [{ ...own.items[0], consensus: others.items[0] }] }
    : others;
}

async function listSelected(
  access: ClusterAccess,
  cluster: string,
  selector: string,
  signal: AbortSignal,
): Promise<Listing<{ workloads: Workload[]; pods: Pod[] }>> {
  const [workloads, pods] = await Promise.all([
    listAll(
      access,
      cluster,
      {
        path: '/apis/apps/v1/statefulsets',
        resource: 'statefulsets',
        selector,
        schema: workloadSchema,
      },
      signal,
    ),
    listAll(
      access,
      cluster,
      { path: '/api/v1/pods', resource: 'pods', selector, schema: podSchema },
      signal,
    ),
  ]);
  if (!workloads.ok) return workloads;
  if (!pods.ok) return pods;
  return {
    ok: true,
    items: [{ workloads: workloads.items, pods: pods.items }],
  };
}

function ruleKey(index: number): string {
  return `ethereumNodes.kubernetes.others.${index}`;
}

function podKey(namespace: string, pod: string): string {
  return `${namespace}/${pod}`;
}
