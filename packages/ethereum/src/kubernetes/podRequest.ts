import { parseQuantity } from './quantity';

/** A container, as far as its requests matter. */
interface RequestingContainer {
  restartPolicy?: string;
  resources?: { requests?: Record<string, string> | null } | null;
}

/**
 * Requests of a pod while it runs: of its containers and native sidecars. Other init containers request before them, and less.
 *
 * @param resource - `cpu`, in cores, or `memory`, in bytes
 */
export function podRequest(
  containers: readonly RequestingContainer[],
  initContainers: readonly RequestingContainer[],
  resource: string,
): number {
  return [
    ...containers,
    ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ]
    .map(({ resources }) =>
      parseQuantity(resources?.requests?.[resource] ?? '0'),
    )
    .reduce((sum, requested) => sum + requested, 0);
}
