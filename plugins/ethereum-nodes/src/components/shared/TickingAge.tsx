import { formatDuration } from '../../format/duration';
import { formatAbsolute } from '../../format/time';
import { useNow } from '../../hooks/useNow';
import styles from './numbers.module.css';

/**
 * How long ago something was, counted up every second by the reader's clock.
 *
 * `role="timer"` keeps screen readers from announcing each tick.
 */
export function TickingAge(props: { since: string }) {
  const { since } = props;
  const now = useNow();
  const date = new Date(since);
  return (
    <span role="timer" className={styles.tabular}>
      <time dateTime={date.toISOString()} title={formatAbsolute(date)}>
        {formatDuration((now - date.getTime()) / 1_000)}
      </time>
    </span>
  );
}
