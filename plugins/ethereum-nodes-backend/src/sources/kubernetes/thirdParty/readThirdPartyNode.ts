import type {
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { asMessage, probeNode } from '@nodeyard/ethereum';
import type { ClusterAccess } from '../ClusterAccess';
import type { ThirdPartyLocator } from './locator';
import type { ProbeMemories } from '../../ProbeMemories';
import { PodFetch } from './PodFetch';

/** Probes the clients of a node of a third-party chart through the API server. */
export async function readThirdPartyNode(
  access: ClusterAccess,
  {
    id,
    cluster = '',
    namespace = '',
  }: Pick<FoundNode, 'id' | 'cluster' | 'namespace'>,
  { execution, consensus, absent, problem, trouble }: ThirdPartyLocator,
  {
    memories,
    ...options
  }: { signal: AbortSignal; timeoutMs: number; memories: ProbeMemories },
): Promise<NodeReading> {
  if (absent) return { kind: 'down', reason: absent };
  if (problem || !execution) {
    return {
      kind: 'failed',
      reason: problem ?? say('awaits-discovery', {}),
      answered: true,
    };
  }
  const pods = new PodFetch(
    access,
    { cluster, namespace },
    consensus ? [execution, consensus] : [execution],
    options.timeoutMs,
  );
  const executionUrl = PodFetch.urlOf(execution);
  const consensusUrl = consensus && PodFetch.urlOf(consensus);
  const sample = await probeNode({
    executionUrl,
    consensusUrl,
    memory: memories.of(id, [executionUrl, consensusUrl]),
    fetch: pods.fetch,
    ...options,
  });
  if (pods.denied !== undefined) {
    return {
      kind: 'failed',
      reason: say('pods-proxy-unusable', { cluster }),
      denied: pods.denied,
      answered: true,
    };
  }
  if (pods.silence !== undefined) {
    return {
      kind: 'failed',
      reason: say('pod-unreachable', {
        pod: execution.pod,
        reason: asMessage(pods.silence),
      }),
      answered: false,
    };
  }
  // A known problem of the pod explains why it does not answer.
  return sample.execution.kind === 'failed' && trouble
    ? { kind: 'down', reason: trouble }
    : { kind: 'sample', sample };
}
