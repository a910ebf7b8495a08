import { createApiRef } from '@backstage/core-plugin-api';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/**
 * Client of the backend's REST API. Override its factory to show nodes from another source.
 * @public
 */
export const ethereumNodesApiRef = createApiRef<EthereumNodesApi>({
  id: 'plugin.ethereum-nodes.service',
});
