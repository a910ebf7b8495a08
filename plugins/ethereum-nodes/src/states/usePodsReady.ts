import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../hooks/useFormats';
import { useMessages } from '../hooks/useMessages';

/**
 * How many pods of a pool answer callers: "2 of 3 pods ready".
 * @returns undefined for a node that is no pool, and while nothing is known of its pods
 */
export function usePodsReady({
  readyReplicas,
  replicas,
}: EthereumNode): string | undefined {
  const { t } = useMessages();
  const formats = useFormats();
  return readyReplicas === undefined || replicas === undefined
    ? undefined
    : t('ready.pods', {
        ready: formats.count(readyReplicas),
        wanted: formats.count(replicas),
      });
}
