import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, useMemo } from 'react';
import type { FleetFilters, FleetOrder } from './useFleetFilters';
import { ownersOf } from './ownersOf';
import { useQuery } from './useQuery';

/**
 * What to ask the backend for: "mine" are the nodes of the reader and of the groups that the reader is in.
 * @returns undefined as long as it is not known who the reader is
 */
export function useFleetQuestion(view: {
  filters: FleetFilters;
  mine: boolean;
  order: FleetOrder;
}): NodeQuery | undefined {
  const { filters, mine, order } = view;
  const identityApi = useApi(identityApiRef);
  const { query } = useQuery(
    useCallback(
      async () => ownersOf(await identityApi.getBackstageIdentity()),
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
