import { useNow } from '../../hooks/useNow';
import styles from './numbers.module.css';
import { useFormats } from '../../hooks/useFormats';

/**
 * Time since an instant, updated every second by the clock of the browser.
 *
 * `role="timer"` prevents screen readers from announcing every update.
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
