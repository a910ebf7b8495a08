import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../hooks/useMessages';

/** Network and location of a node: "sepolia on staging". */
export function useNodeLocation(node: EthereumNode): string {
  const { network, cluster, source } = node;
  const { t } = useMessages();
  if (cluster) return t('node.of', { network, cluster });
  return source === 'annotation'
    ? t('node.ofDeclared', { network })
    : t('node.ofStatic', { network });
}
