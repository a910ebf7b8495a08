import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';
import type { Pod, Workload } from '../objects';
import { belongsTo } from '../workloads';
import type { PodTarget } from './locator';

/** Pod and endpoint of one client of a node, or the reason why it cannot be called. */
export interface ResolvedClient {
  pod?: Pod;
  target?: PodTarget;
  problem?: Message;
  absent?: Message;
}

/** @param key - of the port in the configuration */
export function resolveClient(
  pods: readonly Pod[],
  workload: Workload,
  name: string,
  { port, key }: { port: string | number; key: string },
): ResolvedClient {
  const pod = pods.find(
    candidate =>
      candidate.metadata.name === name && belongsTo(candidate, workload),
  );
  if (!pod) return { absent: absentReason(workload, name) };
  const containers = [...pod.spec.containers, ...pod.spec.initContainers];
  const ports = containers.flatMap(container => container.ports);
  const number =
    typeof port === 'number'
      ? port
      : ports.find(({ name: its }) => its === port)?.containerPort;
  if (number !== undefined) return { pod, target: { pod: name, port: number } };
  const missing = { pod: name, port: String(port), key };
  const known = ports
    .slice(0, 10)
    .map(({ name: its, containerPort }) => its ?? String(containerPort))
    .join(', ');
  return {
    pod,
    problem: known
      ? say('pod-without-port', { ...missing, ports: known })
      : say('pod-without-ports', missing),
  };
}

function absentReason({ metadata, spec }: Workload, pod: string): Message {
  const { name, namespace } = metadata;
  return spec.replicas === 0
    ? say('statefulset-at-0', { name })
    : say('statefulset-without-selected-pod', { name, pod, namespace });
}
