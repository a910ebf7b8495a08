import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { nodeRouteRef } from '../routes';

/** The address of a node's own page by its ID. */
export function useNodeHref(): (id: string) => string {
  const nodeRoute = useRouteRef(nodeRouteRef);
  return useCallback(
    (id: string) => nodeRoute({ id: encodeURIComponent(id) }),
    [nodeRoute],
  );
}
