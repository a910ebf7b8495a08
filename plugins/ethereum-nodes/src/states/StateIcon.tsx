import type { NodeState } from '@nodeyard/ethereum';
import { Glyph } from '../icons/Glyph';
import { stateEntry } from './stateTable';
import styles from './tone.module.css';

/** Decorative: the label of the state is beside it. */
export function StateIcon(props: { state: NodeState; size?: number }) {
  const { state, size = 18 } = props;
  const { tone, icon } = stateEntry(state);
  return (
    <span
      className={`${styles.icon} ${styles[tone]}`}
      data-testid={`state-icon-${state}`}
      aria-hidden
    >
      <Glyph path={icon} size={size} />
    </span>
  );
}
