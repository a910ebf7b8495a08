import { Select } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import styles from './FilterSelect.module.css';

/** Option of a filter. */
export interface FilterOption {
  id: string;
  label: string;
}

/** Number of options from which the select has a search field. */
const MIN_SEARCHABLE_OPTIONS = 8;

/** Select with any number of values; none matches all. */
export function FilterSelect(props: {
  label: string;
  options: FilterOption[];
  values: string[];
  onChange: (values: string[]) => void;
}) {
  const { label, options, values, onChange } = props;
  const { t } = useMessages();
  return (
    <Select
      className={styles.select}
      label={label}
      options={options}
      search={
        options.length >= MIN_SEARCHABLE_OPTIONS
          ? { placeholder: t('fleet.find', { what: label }) }
          : undefined
      }
      selectionMode="multiple"
      placeholder={t('fleet.any')}
      size="small"
      isDisabled={options.length === 0}
      value={values}
      onChange={keys => onChange(keys.map(String))}
    />
  );
}
