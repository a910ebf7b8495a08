import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { NodeState } from '@nodeyard/ethereum';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useNodeAnalytics } from './useNodeAnalytics';

/** Filters with several values. */
export const listFilters = [
  'owner',
  'network',
  'client',
  'cluster',
  'state',
] as const;
export type ListFilter = (typeof listFilters)[number];

/** Filters of the fleet page, from the URL. */
export type FleetFilters = Pick<NodeQuery, ListFilter | 'q'>;

/** Sort order of the fleet; worst first by default. */
export type FleetOrder = Pick<NodeQuery, 'orderBy' | 'order'>;

const orders: Array<NonNullable<NodeQuery['orderBy']>> = [
  'severity',
  'name',
  'network',
  'head',
  'since',
];

/** The fleet's filters and its order, kept in the URL so that a view can be shared and the back button works. */
export function useFleetFilters() {
  const analytics = useNodeAnalytics();
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const filters = useMemo(() => filtersFrom(new URLSearchParams(key)), [key]);

  const setFilter = useCallback(
    (name: ListFilter | 'q', values: string[]) => {
      setParams(
        before =>
          withFilter(
            // `owner` and `mine` exclude each other.
            name === 'owner' ? withFilter(before, 'mine', []) : before,
            name,
            values,
          ),
        { replace: name === 'q' },
      );
      analytics.filtered(name, values.filter(value => value !== '').length);
    },
    [analytics, setParams],
  );
  const clear = useCallback(() => setParams(withoutFilters), [setParams]);

  const mine = params.get('mine') === 'true';
  const setMine = useCallback(
    (isMine: boolean) => {
      setParams(before =>
        withFilter(withFilter(before, 'owner', []), 'mine', [
          isMine ? 'true' : '',
        ]),
      );
      analytics.filtered('mine', Number(isMine));
    },
    [analytics, setParams],
  );
  const order = useMemo(() => orderFrom(new URLSearchParams(key)), [key]);
  const setOrder = useCallback(
    ({ orderBy, order: direction }: FleetOrder) => {
      setParams(before =>
        withFilter(withFilter(before, 'orderBy', [orderBy ?? '']), 'order', [
          direction ?? '',
        ]),
      );
      analytics.sorted({ orderBy, order: direction });
    },
    [analytics, setParams],
  );

  const isFiltered =
    mine ||
    filters.q !== undefined ||
    listFilters.some(name => filters[name] !== undefined);
  return {
    filters,
    setFilter,
    mine,
    setMine,
    order,
    setOrder,
    clear,
    isFiltered,
  };
}

/** Search parameters with one filter replaced; no values remove it. */
export function withFilter(
  params: URLSearchParams,
  name: ListFilter | 'q' | 'mine' | 'orderBy' | 'order',
  values: string[],
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(name);
  values
    .filter(value => value !== '')
    .forEach(value => next.append(name, value));
  return next;
}

function withoutFilters(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  [...listFilters, 'q', 'mine'].forEach(name => next.delete(name));
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

function orderFrom(params: URLSearchParams): FleetOrder {
  const orderBy = orders.find(name => name === params.get('orderBy'));
  return orderBy === undefined
    ? {}
    : { orderBy, order: params.get('order') === 'desc' ? 'desc' : 'asc' };
}

function isNodeState(value: string): value is NodeState {
  return nodeStates.some(state => state === value);
}
