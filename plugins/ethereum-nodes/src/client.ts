/** Behind an import() of its own: see lazyClient.ts. */
export { EthereumNodesClient } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
