import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../hooks/useMessages';

/** Which network a node serves, and where it runs: "sepolia on staging". */
export function useNodePlace({ network, cluster }: EthereumNode): string {
  const { t } = useMessages();
  return cluster
    ? t('node.of', { network, cluster })
    : t('node.ofStatic', { network });
}
