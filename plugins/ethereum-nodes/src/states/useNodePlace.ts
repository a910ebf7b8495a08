import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../hooks/useMessages';

/** Which network a node serves, and where it runs: "sepolia on staging". */
export function useNodePlace(node: EthereumNode): string {
  const { network, cluster, source } = node;
  const { t } = useMessages();
  if (cluster) return t('node.of', { network, cluster });
  return source === 'annotation'
    ? t('node.ofDeclared', { network })
    : t('node.ofStatic', { network });
}
