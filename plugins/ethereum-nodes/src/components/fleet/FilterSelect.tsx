import { Select } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import styles from './FilterSelect.module.css';

/** A choice to filter by. */
export interface FilterOption {
  id: string;
  label: string;
}

/** From how many options on one looks for a name rather than for its place. */
const MANY_OPTIONS = 8;

/** Chooses any number of values; none means any. */
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
        options.length >= MANY_OPTIONS
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
