import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { NodeState } from '@nodeyard/ethereum';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Filters that take several values. */
export const listFilters = [
  'owner',
  'network',
  'client',
  'cluster',
  'state',
] as const;
export type ListFilter = (typeof listFilters)[number];

/** What the fleet page shows, as the address bar says it. */
export type FleetFilters = Pick<NodeQuery, ListFilter | 'q'>;

/** The fleet's filters, kept in the URL so that a view can be shared and the back button works. */
export function useFleetFilters() {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const filters = useMemo(() => filtersFrom(new URLSearchParams(key)), [key]);

  const setFilter = useCallback(
    (name: ListFilter | 'q', values: string[]) => {
      setParams(before => withFilter(before, name, values), {
        replace: name === 'q',
      });
    },
    [setParams],
  );
  const clear = useCallback(() => setParams(cleared), [setParams]);

  const isFiltered =
    filters.q !== undefined ||
    listFilters.some(name => filters[name] !== undefined);
  return { filters, setFilter, clear, isFiltered };
}

/** Search parameters with one filter replaced; no values remove it. */
export function withFilter(
  params: URLSearchParams,
  name: ListFilter | 'q',
  values: string[],
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(name);
  values
    .filter(value => value !== '')
    .forEach(value => next.append(name, value));
  return next;
}

function cleared(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  [...listFilters, 'q'].forEach(name => next.delete(name));
  return next;
}

function filtersFrom(params: URLSearchParams): FleetFilters {
  const list = (name: ListFilter) =>
    params.has(name) ? params.getAll(name) : undefined;
  const states = params.getAll('state').filter(isNodeState);
  return {
    owner: list('owner'),
    network: list('network'),
    client: list('client'),
    cluster: list('cluster'),
    state: states.length > 0 ? states : undefined,
    q: params.get('q') ?? undefined,
  };
}

function isNodeState(value: string): value is NodeState {
  return nodeStates.some(state => state === value);
}
