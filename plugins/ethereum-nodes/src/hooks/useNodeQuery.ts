import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, useMemo } from 'react';
import type { FleetFilters, FleetOrder } from './useFleetFilters';
import { getOwnerRefs } from './getOwnerRefs';
import { useQuery } from './useQuery';

/**
 * Query for the fleet's filters and order. "Mine" filters by the user and the user's groups.
 * @returns undefined until the identity of the user is loaded
 */
export function useNodeQuery(view: {
  filters: FleetFilters;
  mine: boolean;
  order: FleetOrder;
}): NodeQuery | undefined {
  const { filters, mine, order } = view;
  const identityApi = useApi(identityApiRef);
  const { query } = useQuery(
    useCallback(
      async () => getOwnerRefs(await identityApi.getBackstageIdentity()),
      [identityApi],
    ),
  );
  const owners = query.status === 'ready' ? query.value : undefined;
  const owner = mine ? owners : filters.owner;
  const isUnknown = mine && owner === undefined;
  return useMemo(
    () => (isUnknown ? undefined : { ...filters, ...order, owner }),
    [isUnknown, filters, order, owner],
  );
}
