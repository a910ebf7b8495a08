import { Button, SearchField, ToggleButton } from '@backstage/ui';
import type {
  FleetSummary,
  NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { RiTeamLine } from '@remixicon/react';
import { useEffect, useId, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { listFilters } from '../../hooks/useFleetFilters';
import type { useFleetFilters } from '../../hooks/useFleetFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import type { Query } from '../../hooks/useQuery';
import { Glyph } from '../../icons/Glyph';
import { FILTER } from '../../icons/glyphs';
import { FilterSelect } from './FilterSelect';
import { useFilterOptions } from './filterOptions';
import styles from './FleetFilterBar.module.css';

/** Filters of the fleet, kept in the URL. On narrow screens the selects are collapsed. */
export function FleetFilterBar(props: {
  view: ReturnType<typeof useFleetFilters>;
  summary: Query<FleetSummary>;
  page: Query<NodePage>;
}) {
  const { view, summary, page } = props;
  const { filters, setFilter, mine, setMine, clear, isFiltered } = view;
  const { t } = useMessages();
  const formats = useFormats();
  const options = useFilterOptions(filters, summary, page);
  const [isOpen, setOpen] = useState(false);
  const selectsId = useId();
  const chosen = listFilters.filter(name => filters[name] !== undefined).length;
  return (
    <div
      role="search"
      aria-label={t('fleet.filters')}
      className={styles.container}
    >
      <div className={styles.first}>
        <FilterSearch
          value={filters.q ?? ''}
          onChange={value => setFilter('q', [value])}
        />
        <ToggleButton
          size="small"
          iconStart={<RiTeamLine />}
          isSelected={mine}
          onChange={setMine}
        >
          {t('fleet.mine')}
        </ToggleButton>
        <Button
          className={styles.toggle}
          variant="secondary"
          size="small"
          iconStart={<Glyph path={FILTER} />}
          aria-expanded={isOpen}
          aria-controls={selectsId}
          onPress={() => setOpen(!isOpen)}
        >
          {chosen === 0
            ? t('fleet.filters')
            : t('fleet.filtersChosen', { number: formats.count(chosen) })}
        </Button>
        {isFiltered && (
          <Button variant="tertiary" size="small" onPress={clear}>
            {t('fleet.clear')}
          </Button>
        )}
      </div>
      <div id={selectsId} className={styles.choices} data-open={isOpen}>
        {listFilters.map(name => (
          <FilterSelect
            key={name}
            label={t(`fleet.${name}`)}
            options={options[name]}
            values={filters[name] ?? []}
            onChange={values => setFilter(name, values)}
          />
        ))}
      </div>
    </div>
  );
}

const TYPING_PAUSE_MS = 300;

/** Waits for a pause in typing, so that a word is one request to the backend. */
function FilterSearch(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useMessages();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useDebounce(() => text !== value && onChange(text), TYPING_PAUSE_MS, [text]);
  return (
    <SearchField
      className={styles.search}
      aria-label={t('fleet.search')}
      placeholder={t('fleet.search')}
      size="small"
      value={text}
      onChange={setText}
    />
  );
}
