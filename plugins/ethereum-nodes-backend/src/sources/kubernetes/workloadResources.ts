import type { NodeResources } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { parseQuantity, podRequest } from '@nodeyard/ethereum';
import type { Workload } from './objects';

const MAX_VOLUMES = 20;

/**
 * Requests of the pods of a workload, with their volume claims.
 *
 * @returns undefined for a workload that requests nothing, whose price is not known
 */
export function workloadResources({
  spec,
}: Workload): NodeResources | undefined {
  const { containers, initContainers, volumes } = spec.template.spec;
  const claims = [
    ...spec.volumeClaimTemplates,
    ...volumes.flatMap(({ ephemeral }) => ephemeral?.volumeClaimTemplate ?? []),
  ];
  const cpuCores = podRequest(containers, initContainers, 'cpu');
  const memoryBytes = podRequest(containers, initContainers, 'memory');
  if (cpuCores === 0 && memoryBytes === 0 && claims.length === 0) {
    return undefined;
  }
  return {
    pods: Math.max(0, spec.replicas),
    cpuCores,
    memoryBytes,
    volumes: claims.slice(0, MAX_VOLUMES).map(claim => ({
      storageClass: claim.spec.storageClassName ?? undefined,
      bytes: parseQuantity(claim.spec.resources.requests.storage ?? '0'),
    })),
  };
}
