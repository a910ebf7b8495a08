import type {
  FleetSummary,
  NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { FleetFilters, ListFilter } from '../../hooks/useFleetFilters';
import { useMessages } from '../../hooks/useMessages';
import { useNodeOwners } from '../../hooks/useNodeOwners';
import { useOwnerTitles } from '../../hooks/useOwnerTitles';
import type { Query } from '../../hooks/useQuery';
import type { FilterOption } from './FilterSelect';

/** Options of all filters. Values in the URL are always options, even if no node has them. */
export function useFilterOptions(
  filters: FleetFilters,
  summary: Query<FleetSummary>,
  page: Query<NodePage>,
): Record<ListFilter, FilterOption[]> {
  const { t } = useMessages();
  const owned = useNodeOwners();
  const fleet = summary.status === 'ready' ? summary.value : undefined;
  const nodes = page.status === 'ready' ? page.value.items : [];

  const owners = [...owned, ...nodes.flatMap(node => node.ownerRef ?? [])];
  const ownerTitle = useOwnerTitles([...owners, ...(filters.owner ?? [])]);

  const networks = fleet?.byNetwork ?? [];
  const clients = networks.flatMap(({ executionClients }) =>
    Object.keys(executionClients),
  );
  const clusters = fleet?.clusters.map(({ name }) => name) ?? [];
  return {
    owner: toOptions(owners, filters.owner, ownerTitle),
    network: toOptions(
      [...networks.map(({ network }) => network)],
      filters.network,
    ),
    client: toOptions(
      [...clients, ...nodes.flatMap(node => node.executionClient ?? [])],
      filters.client,
    ),
    cluster: toOptions(
      [...clusters, ...nodes.flatMap(node => node.cluster ?? [])],
      filters.cluster,
    ),
    state: nodeStates.map(state => ({ id: state, label: t(`state.${state}`) })),
  };
}

function toOptions(
  values: string[],
  chosen: string[] = [],
  label = (value: string) => value,
): FilterOption[] {
  return [...new Set([...values, ...chosen])]
    .map(id => ({ id, label: label(id) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
