import {
  LABEL_ROLE,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { type NetworkLookup, UNKNOWN_NETWORK } from '../../../networkLookup';
import type { Pod, Workload } from '../objects';
import { podTrouble } from '../podTrouble';
import { readReferences, encodeClusterName } from '../workloads';
import type { ThirdPartyLocator } from './locator';
import type { ThirdPartyRule } from './rule';
import { resolveConsensusClient } from './resolveConsensusClient';
import { resolveClient } from './resolveClient';

/** Objects that the selectors of a rule match in a cluster. */
export interface SelectedObjects {
  workloads: Workload[];
  pods: Pod[];
  /** Objects of the consensus client, if it has its own selector. */
  consensus?: { workloads: Workload[]; pods: Pod[] };
}

/**
 * The nodes of a rule: one for each desired pod of its StatefulSets, including missing pods.
 *
 * @param key - of the rule in the configuration
 * @param isTaken - whether a pod belongs to another node
 */
export function toThirdPartyNodes(
  cluster: string,
  { rule, key }: { rule: ThirdPartyRule; key: string },
  selected: SelectedObjects,
  findNetwork: NetworkLookup,
  isTaken: (namespace: string, pod: string) => boolean,
): FoundNode[] {
  return selected.workloads
    .filter(({ metadata }) => !Object.hasOwn(metadata.labels, LABEL_ROLE))
    .flatMap(workload =>
      podNames(workload)
        .filter(name => !isTaken(workload.metadata.namespace, name))
        .map(name =>
          toNode(
            cluster,
            workload,
            name,
            rule,
            toLocator(workload, name, { rule, key }, selected),
            findNetwork,
          ),
        ),
    );
}

/** A StatefulSet with 0 replicas has one node, which reports that. */
function podNames({ metadata, spec }: Workload): string[] {
  const count = Math.min(Math.max(spec.replicas, 1), 1000);
  return Array.from({ length: count }, (_, n) => `${metadata.name}-${n}`);
}

function toNode(
  cluster: string,
  workload: Workload,
  pod: string,
  rule: ThirdPartyRule,
  locator: ThirdPartyLocator,
  findNetwork: NetworkLookup,
): FoundNode {
  const { namespace, labels } = workload.metadata;
  const { ownerRef = rule.owner, entityRef } = readReferences(workload);
  const network =
    rule.network ?? (rule.networkLabel && labels[rule.networkLabel]);
  return {
    // Kubernetes names have no colon, so the ID differs from those of other nodes.
    id: `${encodeClusterName(cluster)}~${namespace}~pod:${pod}`,
    name: (rule.nameLabel && labels[rule.nameLabel]) || pod,
    cluster,
    namespace,
    network: (network && findNetwork(network)?.name) ?? UNKNOWN_NETWORK,
    executionClient: rule.executionClient,
    consensusClient: rule.consensusClient,
    ownerRef,
    entityRef,
    locator,
  };
}

function toLocator(
  workload: Workload,
  podName: string,
  { rule, key }: { rule: ThirdPartyRule; key: string },
  { pods, consensus: ofConsensus }: SelectedObjects,
): ThirdPartyLocator {
  const execution = resolveClient(pods, workload, podName, {
    port: rule.executionPort,
    key: `${key}.executionPort`,
  });
  const consensus = rule.consensus
    ? resolveConsensusClient(
        rule.consensus,
        `${key}.consensus`,
        workload,
        podName,
        {
          ...(ofConsensus ?? { workloads: [workload], pods }),
          isSamePod: !ofConsensus,
        },
      )
    : undefined;
  const parts = consensus ? [execution, consensus] : [execution];
  const problems = parts
    .map(({ problem }) => problem)
    .filter(problem => problem !== undefined);
  return {
    kind: 'others',
    execution: execution.target,
    consensus: consensus?.target,
    problem:
      problems.length > 1 ? say('sentences', { items: problems }) : problems[0],
    absent: execution.absent,
    trouble: parts
      .map(({ pod }) => pod && podTrouble(pod))
      .find(message => message !== undefined),
  };
}
