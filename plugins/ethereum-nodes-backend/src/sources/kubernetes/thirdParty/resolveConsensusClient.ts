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
      problem: `StatefulSet ${name} has no label ${rule.pairBy}, which ${key}.pairBy requires to find its consensus client`,
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
      problem: `${pairs.length} StatefulSets selected by ${key}.selector have the label ${rule.pairBy}=${value} in namespace ${namespace}; exactly one is required`,
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
