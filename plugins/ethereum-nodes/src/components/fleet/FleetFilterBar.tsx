import { Button, SearchField } from '@backstage/ui';
import type {
  FleetSummary,
  NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEffect, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { listFilters } from '../../hooks/useFleetFilters';
import type { FleetFilters, ListFilter } from '../../hooks/useFleetFilters';
import { useMessages } from '../../hooks/useMessages';
import type { Query } from '../../hooks/useQuery';
import { FilterSelect } from './FilterSelect';
import { useFilterOptions } from './filterOptions';
import styles from './FleetFilterBar.module.css';

interface FleetFilterBarProps {
  filters: FleetFilters;
  setFilter: (name: ListFilter | 'q', values: string[]) => void;
  /** Absent while no filter is set. */
  clear?: () => void;
  summary: Query<FleetSummary>;
  page: Query<NodePage>;
}

/** Narrows the fleet down. Every choice goes into the URL. */
export function FleetFilterBar(props: FleetFilterBarProps) {
  const { filters, setFilter, clear, summary, page } = props;
  const { t } = useMessages();
  const options = useFilterOptions(filters, summary, page);
  return (
    <div role="search" aria-label={t('fleet.filters')} className={styles.bar}>
      <FilterSearch
        value={filters.q ?? ''}
        onChange={value => setFilter('q', [value])}
      />
      {listFilters.map(name => (
        <FilterSelect
          key={name}
          label={t(`fleet.${name}`)}
          options={options[name]}
          values={filters[name] ?? []}
          onChange={values => setFilter(name, values)}
        />
      ))}
      {clear && (
        <Button variant="tertiary" onPress={clear}>
          {t('fleet.clear')}
        </Button>
      )}
    </div>
  );
}

const TypingPauseMs = 300;

/** Waits for a pause in typing, so that a word is one question to the backend. */
function FilterSearch(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useMessages();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useDebounce(() => typed !== value && onChange(typed), TypingPauseMs, [typed]);
  return (
    <SearchField
      className={styles.search}
      label={t('fleet.search')}
      size="small"
      value={typed}
      onChange={setTyped}
    />
  );
}
