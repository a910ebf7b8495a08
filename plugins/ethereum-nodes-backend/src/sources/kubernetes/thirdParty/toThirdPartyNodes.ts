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

/** What the selectors of one rule pick in one cluster. */
export interface SelectedObjects {
  workloads: Workload[];
  pods: Pod[];
  /** Of the consensus client, where that has a selector of its own. */
  consensus?: { workloads: Workload[]; pods: Pod[] };
}

/**
 * The nodes of one rule: each pod that a StatefulSet should have is one, whether or not it is there.
 *
 * @param key - of the rule in the configuration
 * @param isTaken - whether a pod belongs to a node that is known already
 */
export function toThirdPartyNodes(
  cluster: string,
  { rule, key }: { rule: ThirdPartyRule; key: string },
  picked: SelectedObjects,
  findNetwork: NetworkLookup,
  isTaken: (namespace: string, pod: string) => boolean,
): FoundNode[] {
  return picked.workloads
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
            toLocator(workload, name, { rule, key }, picked),
            findNetwork,
          ),
        ),
    );
}

/** A StatefulSet that is scaled to nothing keeps one node, which says so. */
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
    // No name of Kubernetes has a colon: it is never that of one of our workloads.
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
