import { Select } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';

/** A choice to filter by. */
export interface FilterOption {
  id: string;
  label: string;
}

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
      label={label}
      options={options}
      selectionMode="multiple"
      placeholder={t('fleet.any')}
      size="small"
      isDisabled={options.length === 0}
      value={values}
      onChange={keys => onChange(keys.map(String))}
    />
  );
}
