import type { NodeState } from '@nodeyard/ethereum';
import { useMessages } from '../hooks/useMessages';
import { StateIcon } from './StateIcon';
import { stateEntry } from './stateTable';
import styles from './tone.module.css';

/** Icon and label of a state. */
export function StateLabel(props: { state: NodeState }) {
  const { state } = props;
  const { t } = useMessages();
  return (
    <span className={`${styles.label} ${styles[stateEntry(state).tone]}`}>
      <StateIcon state={state} size={16} />
      {t(`state.${state}`)}
    </span>
  );
}
