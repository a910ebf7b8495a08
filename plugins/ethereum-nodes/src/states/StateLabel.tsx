import type { NodeState } from '@nodeyard/ethereum';
import { useMessages } from '../hooks/useMessages';
import { StateIcon } from './StateIcon';
import { toneOf } from './tone';
import styles from './tone.module.css';

/** A state as icon, words and colour. */
export function StateLabel(props: { state: NodeState }) {
  const { state } = props;
  const { t } = useMessages();
  return (
    <span className={`${styles.label} ${styles[toneOf(state)]}`}>
      <StateIcon state={state} size={16} />
      {t(`state.${state}`)}
    </span>
  );
}
