import type { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EthereumNodesService } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { factSchema } from './facts/factSchema';
import { computeFacts } from './facts/computeFacts';
import { nodesByEntity } from './reading/nodesByEntity';
import { readEntities } from './reading/readEntities';
import { readNodes } from './reading/readNodes';

/** ID of the retriever in `factIds` of checks. */
export const FACT_RETRIEVER_ID = 'ethereumNodes';

/**
 * Retrieves facts for each entity that is an Ethereum node.
 *
 * It has no `entityFilter`, because its JSON form cannot express that an annotation exists.
 */
export function createFactRetriever(options: {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Pick<CatalogService, 'queryEntities'>;
  nodes: Pick<EthereumNodesService, 'listNodes'>;
}): FactRetriever {
  const { auth, catalog, nodes } = options;
  return {
    id: FACT_RETRIEVER_ID,
    version: '0.1.0',
    title: 'Ethereum nodes',
    description:
      'Whether nodes are in sync, know the next fork, run supported releases, and have a verified snapshot',
    schema: factSchema,
    handler: async () => {
      const credentials = await auth.getOwnServiceCredentials();
      const [entities, known] = await Promise.all([
        readEntities(catalog, credentials),
        readNodes(nodes, credentials),
      ]);
      const at = new Date();
      return nodesByEntity(entities, known).map(({ entity, nodes: own }) => ({
        entity,
        facts: computeFacts(own, at),
      }));
    },
  };
}
