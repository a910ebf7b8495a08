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

type Selection<Objects> =
  | { ok: true; objects: Objects }
  | Extract<Listing<unknown>, { ok: false }>;

/** Nodes of third-party charts in one cluster. A pod that several rules match belongs to the first; pods of the chart's own nodes are excluded. */
export async function findThirdPartyNodes(
  access: ClusterAccess,
  cluster: string,
  options: {
    rules: readonly ThirdPartyRule[];
    /** Pods of nodes with the label of the chart. */
    excluded: readonly Pod[];
    findNetwork: NetworkLookup;
    signal: AbortSignal;
  },
): Promise<Listing<FoundNode>> {
  const taken = new Set(
    options.excluded.map(({ metadata }) =>
      podKey(metadata.namespace, metadata.name),
    ),
  );
  const nodes: FoundNode[] = [];
  for (const [index, rule] of options.rules.entries()) {
    if (rule.clusters && !rule.clusters.includes(cluster)) continue;
    const selected = await selectObjects(access, cluster, rule, options.signal);
    if (!selected.ok) return selected;
    const found = toThirdPartyNodes(
      cluster,
      { rule, key: ruleKey(index) },
      selected.objects,
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

/** Errors for unknown clusters in rules. */
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
): Promise<Selection<SelectedObjects>> {
  const own = await listSelected(access, cluster, selector, signal);
  if (!own.ok || consensus?.selector === undefined) return own;
  const paired = await listSelected(
    access,
    cluster,
    consensus.selector,
    signal,
  );
  return paired.ok
    ? { ok: true, objects: { ...own.objects, consensus: paired.objects } }
    : paired;
}

async function listSelected(
  access: ClusterAccess,
  cluster: string,
  selector: string,
  signal: AbortSignal,
): Promise<Selection<{ workloads: Workload[]; pods: Pod[] }>> {
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
    objects: { workloads: workloads.items, pods: pods.items },
  };
}

function ruleKey(index: number): string {
  return `ethereumNodes.kubernetes.thirdParty.${index}`;
}

function podKey(namespace: string, pod: string): string {
  return `${namespace}/${pod}`;
}
