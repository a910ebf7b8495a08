import type { NodeChoice } from '@nodeyard/blueprint/form';
import styles from './EthereumMoreNodes.module.css';

/** A list of answers with its label. */
export function LabelledSelect(props: {
  id: string;
  label: string;
  value: string | undefined;
  choices: readonly NodeChoice[];
  onChange: (name: string) => void;
}) {
  const { id, label, value, choices, onChange } = props;
  const isOffered = choices.some(({ name }) => name === value);
  return (
    <label className={styles.select} htmlFor={id}>
      <span>{label}</span>
      <select
        id={id}
        value={value ?? ''}
        onChange={event => onChange(event.target.value)}
      >
        {/* An answer for another network or client, which the check of the step refuses. */}
        {!isOffered && <option value={value ?? ''}>{value ?? ''}</option>}
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
