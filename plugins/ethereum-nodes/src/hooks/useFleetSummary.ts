import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../api';
import { useQuery } from './useQuery';

/** The fleet in numbers. */
export function useFleetSummary() {
  const api = useApi(ethereumNodesApiRef);
  return useQuery(useCallback(signal => api.getFleet({ signal }), [api]));
}
