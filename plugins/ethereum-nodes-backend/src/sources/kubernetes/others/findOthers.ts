import type {
  DiscoveredPlace,
  FoundNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import type { NetworkTable } from '../../../networkTable';
import type { ClusterGateway } from '../ClusterGateway';
import { listAll, type Listing } from '../listAll';
import { type Pod, podSchema, type Workload, workloadSchema } from '../objects';
import { nodesOfOthers, type PickedByRule } from './nodesOfOthers';
import type { OthersRule } from './othersSchema';

/** Nodes of one cluster that charts of others run. A pod is of one node: ours if it is, or that of the first rule that picks it. */
export async function findOthers(
  gateway: ClusterGateway,
  cluster: string,
  options: {
    rules: readonly OthersRule[];
    /** Pods of our own nodes. */
    ours: readonly Pod[];
    networkNamed: NetworkTable;
    signal: AbortSignal;
  },
): Promise<Listing<FoundNode>> {
  const taken = new Set(
    options.ours.map(({ metadata }) =>
      keyOf(metadata.namespace, metadata.name),
    ),
  );
  const nodes: FoundNode[] = [];
  for (const [index, rule] of options.rules.entries()) {
    if (rule.clusters && !rule.clusters.includes(cluster)) continue;
    const picked = await pickedBy(gateway, cluster, rule, options.signal);
    if (!picked.ok) return picked;
    const found = nodesOfOthers(
      cluster,
      { rule, key: keyOfRule(index) },
      picked.items[0],
      options.networkNamed,
      (namespace, pod) => taken.has(keyOf(namespace, pod)),
    );
    for (const { namespace = '', id } of found) {
      taken.add(keyOf(namespace, id.slice(id.lastIndexOf(':') + 1)));
    }
    nodes.push(...found);
  }
  return { ok: true, items: nodes };
}

/** Clusters that rules name and that are none. */
export function missingClusters(
  rules: readonly OthersRule[],
  clusters: readonly string[],
): DiscoveredPlace[] {
  const errors = new Map<string, Message>();
  for (const [index, rule] of rules.entries()) {
    for (const cluster of rule.clusters ?? []) {
      if (!clusters.includes(cluster)) {
        errors.set(
          cluster,
          say('cluster-unknown', {
            key: `${keyOfRule(index)}.clusters`,
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

async function pickedBy(
  gateway: ClusterGateway,
  cluster: string,
  { selector, consensus }: OthersRule,
  signal: AbortSignal,
): Promise<Listing<PickedByRule>> {
  const own = await selected(gateway, cluster, selector, signal);
  if (!own.ok || consensus?.selector === undefined) return own;
  const others = await selected(gateway, cluster, consensus.selector, signal);
  return others.ok
    ? { ok: true, items: [{ ...own.items[0], consensus: others.items[0] }] }
    : others;
}

async function selected(
  gateway: ClusterGateway,
  cluster: string,
  selector: string,
  signal: AbortSignal,
): Promise<Listing<{ workloads: Workload[]; pods: Pod[] }>> {
  const [workloads, pods] = await Promise.all([
    listAll(
      gateway,
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
      gateway,
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

function keyOfRule(index: number): string {
  return `ethereumNodes.kubernetes.others.${index}`;
}

function keyOf(namespace: string, pod: string): string {
  return `${namespace}/${pod}`;
}
