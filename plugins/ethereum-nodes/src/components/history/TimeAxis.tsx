import { formatAbsolute } from '../../format/time';
import { formatDuration } from '../../format/duration';
import { useMessages } from '../../hooks/useMessages';
import styles from './history.module.css';

/** Where the strip begins and ends. */
export function TimeAxis(props: { from: number; to: number }) {
  const { from, to } = props;
  const { t } = useMessages();
  return (
    <div className={styles.axis}>
      <span title={formatAbsolute(new Date(from))}>
        {t('history.from', { duration: formatDuration((to - from) / 1_000) })}
      </span>
      <span title={formatAbsolute(new Date(to))}>{t('history.to')}</span>
    </div>
  );
}
