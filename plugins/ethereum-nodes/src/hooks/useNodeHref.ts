import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { nodeRouteRef } from '../routes';

/** Path of a node's page, by node ID. */
export function useNodeHref(): (id: string) => string {
  const nodeRoute = useRouteRef(nodeRouteRef);
  return useCallback(
    (id: string) => nodeRoute({ id: encodeURIComponent(id) }),
    [nodeRoute],
  );
}
