import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { EthereumNodesClient } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesService } from './EthereumNodesService';
import { HttpEthereumNodesService } from './HttpEthereumNodesService';

/**
 * Calls the ethereum-nodes backend, in whichever process it runs.
 *
 * @example
 * ```ts
 * deps: { nodes: ethereumNodesServiceRef, auth: coreServices.auth },
 * async init({ nodes, auth }) {
 *   const page = await nodes.listNodes({ network: ['sepolia'] }, { credentials: await auth.getOwnServiceCredentials() });
 * }
 * ```
 * @public
 */
export const ethereumNodesServiceRef = createServiceRef<EthereumNodesService>({
  id: 'ethereum-nodes.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new HttpEthereumNodesService(
          auth,
          new EthereumNodesClient({
            discoveryApi: discovery,
            fetchApi: { fetch: (...args) => fetch(...args) },
          }),
        ),
    }),
});
