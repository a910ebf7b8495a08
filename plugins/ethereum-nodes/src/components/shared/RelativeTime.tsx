import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNow } from '../../hooks/useNow';
import styles from './numbers.module.css';

/** "3 min 12 s ago" or "in 12 d 3 h", with the absolute time as a tooltip. Updated every second. */
export function RelativeTime(props: { time: string | number }) {
  const date = new Date(props.time);
  const formats = useFormats();
  const text = useRelativeText(date);
  return (
    <time
      dateTime={date.toISOString()}
      title={formats.absolute(date)}
      className={styles.tabular}
    >
      {text}
    </time>
  );
}

function useRelativeText(date: Date): string {
  const { t } = useMessages();
  const formats = useFormats();
  const elapsedSeconds = (useNow() - date.getTime()) / 1_000;
  if (elapsedSeconds <= -1) {
    return t('time.in', { duration: formats.seconds(-elapsedSeconds) });
  }
  return elapsedSeconds < 1
    ? t('time.justNow')
    : t('time.ago', { duration: formats.seconds(elapsedSeconds) });
}
