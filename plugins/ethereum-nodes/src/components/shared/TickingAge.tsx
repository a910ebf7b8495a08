import { useNow } from '../../hooks/useNow';
import styles from './numbers.module.css';
import { useFormats } from '../../hooks/useFormats';

/**
 * How long ago something was, counted up every second by the reader's clock.
 *
 * `role="timer"` keeps screen readers from announcing each tick.
 */
export function TickingAge(props: { since: string }) {
  const { since } = props;
  const now = useNow();
  const formats = useFormats();
  const date = new Date(since);
  return (
    <span role="timer" className={styles.tabular}>
      <time dateTime={date.toISOString()} title={formats.absolute(date)}>
        {formats.seconds((now - date.getTime()) / 1_000)}
      </time>
    </span>
  );
}
