import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  FoundNode,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, nodeStatusSchema, parseJson } from '@nodeyard/ethereum';
import { z } from 'zod';
import {
  parseStatusMessage,
  missingPermission,
  withServerMessage,
} from './accessErrors';
import { type ClusterAccess, podPath } from './ClusterAccess';
import type { LocatedPod } from './workloads';

/** A sidecar's status is some KiB. */
const MAX_STATUS_BYTES = 256 * 1024;
/** Most of them are in the fork schedules. */
const MAX_STATUS_PARTS = 10_000;

/** A pod has a status instead of a sample, because its sidecar judges samples itself. */
export type PodReading = Exclude<NodeReading, { kind: 'sample' }>;

/** Reads the status of a pod's sidecar through the proxy of the API server. */
export async function readPod(
  access: ClusterAccess,
  node: Pick<FoundNode, 'cluster' | 'namespace'>,
  pod: LocatedPod,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<PodReading> {
  const path = podPath({
    namespace: node.namespace ?? '',
    pod: pod.name,
    port: pod.port,
    path: '/status',
  });
  const answer = await access.get(node.cluster ?? '', path, {
    ...options,
    maxBytes: MAX_STATUS_BYTES,
  });
  if (answer.kind === 'none') {
    const reason = say('sidecar-unreadable', {
      pod: pod.name,
      detail: asMessage(answer.detail),
    });
    return { kind: 'failed', reason, answered: answer.reason === 'too-large' };
  }
  if (answer.status === 200) return parseStatus(pod, answer.body);
  if (answer.status === 403) {
    // The status of the cluster has the details once, so its nodes have a short reason.
    const denied = withServerMessage(
      missingPermission('get', 'pods/proxy'),
      answer.body,
    );
    const reason = say('pods-proxy-denied', { cluster: node.cluster ?? '' });
    return { kind: 'failed', reason, denied, answered: true };
  }
  // A known problem of the pod explains why it does not answer.
  if (pod.trouble) return { kind: 'down', reason: pod.trouble };
  const says =
    parseStatusMessage(answer.body) ?? `HTTP status ${answer.status}`;
  return {
    kind: 'failed',
    reason: say('sidecar-silent', {
      pod: pod.name,
      says: says.slice(0, 300),
    }),
    answered: true,
  };
}

function parseStatus(pod: LocatedPod, body: string): PodReading {
  const parsed = parseJson(body, { parts: MAX_STATUS_PARTS });
  if (!parsed.ok) {
    const reason = say('sidecar-invalid', {
      pod: pod.name,
      why: `it ${parsed.why}`,
    });
    return { kind: 'failed', reason, answered: true };
  }
  const status = nodeStatusSchema.safeParse(parsed.value);
  if (!status.success) {
    const [problem = ''] = z.prettifyError(status.error).split('\n');
    const reason = say('sidecar-invalid', { pod: pod.name, why: problem });
    return { kind: 'failed', reason, answered: true };
  }
  return {
    kind: 'status',
    status: status.data,
    notes: pod.trouble ? [pod.trouble] : undefined,
  };
}
