import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { StateIcon } from '../../states/StateIcon';
import styles from './history.module.css';
import { timePerState } from './stateSpans';
import type { StateSpan } from './stateSpans';

/** Legend of the strip, with the time in each state. */
export function StateTotals(props: { spans: StateSpan[] }) {
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <ul className={styles.totals}>
      {timePerState(props.spans).map(({ state, ms }) => (
        <li key={state ?? 'none'} className={styles.total}>
          <StateIcon state={state ?? 'UNKNOWN'} size={14} />
          {state ? t(`state.${state}`) : t('history.noData')}{' '}
          {formats.seconds(ms / 1_000)}
        </li>
      ))}
    </ul>
  );
}
