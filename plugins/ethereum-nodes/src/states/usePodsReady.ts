import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../hooks/useFormats';
import { useMessages } from '../hooks/useMessages';

/**
 * Ready pods of a serve pool: "2 of 3 pods ready".
 * @returns undefined for a node that is not a pool, and while its pods are unknown
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
        desired: formats.count(replicas),
      });
}
