import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ETHEREUM_NODE_TYPE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { useQuery } from './useQuery';

const OWNER_FACET = 'relations.ownedBy';

/** Entity references of the owners of all node entities, from the catalog: one page of nodes has only some of them. */
export function useNodeOwners(): string[] {
  const catalogApi = useApi(catalogApiRef);
  const { query } = useQuery(
    useCallback(async () => {
      const { facets } = await catalogApi.getEntityFacets({
        filter: { kind: 'component', 'spec.type': ETHEREUM_NODE_TYPE },
        facets: [OWNER_FACET],
      });
      return (facets[OWNER_FACET] ?? []).map(({ value }) => value);
    }, [catalogApi]),
  );
  return query.status === 'ready' ? query.value : [];
}
