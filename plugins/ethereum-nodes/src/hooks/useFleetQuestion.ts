import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, useMemo } from 'react';
import type { FleetFilters, FleetOrder } from './useFleetFilters';
import { useQuery } from './useQuery';

/** The most owners that the backend takes in one question. */
const MostOwners = 100;

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
      async () =>
        (await identityApi.getBackstageIdentity()).ownershipEntityRefs.slice(
          0,
          MostOwners,
        ),
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
