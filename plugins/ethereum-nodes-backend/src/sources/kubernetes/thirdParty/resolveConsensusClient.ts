import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Pod, Workload } from '../objects';
import type { ThirdPartyRule } from './rule';
import { type ResolvedClient, resolveClient } from './resolveClient';

/**
 * Finds the consensus client of a node: in the same pod, or in the StatefulSet with the same value of the label `pairBy`.
 *
 * @param key - of the rule's `consensus` in the configuration
 */
export function resolveConsensusClient(
  rule: NonNullable<ThirdPartyRule['consensus']>,
  key: string,
  workload: Workload,
  podName: string,
  candidates: { workloads: Workload[]; pods: Pod[]; isSamePod: boolean },
): ResolvedClient {
  const port = { port: rule.port, key: `${key}.port` };
  if (candidates.isSamePod) {
    return resolveClient(candidates.pods, workload, podName, port);
  }
  const { name, namespace, labels } = workload.metadata;
  const value = labels[rule.pairBy];
  if (value === undefined) {
    return {
      problem: say('statefulset-unpaired', {
        name,
        label: rule.pairBy,
        key: `${key}.pairBy`,
      }),
    };
  }
  const pairs = candidates.workloads.filter(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      metadata.labels[rule.pairBy] === value,
  );
  const [pair, ...more] = pairs;
  if (!pair || more.length > 0) {
    return {
      problem: say('statefulset-pairs', {
        matches: pairs.length,
        key: `${key}.selector`,
        label: `${rule.pairBy}=${value}`,
        namespace,
      }),
    };
  }
  const ordinal = pair.spec.replicas > 1 ? podName.slice(name.length + 1) : '0';
  const part = resolveClient(
    candidates.pods,
    pair,
    `${pair.metadata.name}-${ordinal}`,
    port,
  );
  // The execution client may run, so the node is not down but cannot be judged.
  return part.absent ? { problem: part.absent } : part;
}
