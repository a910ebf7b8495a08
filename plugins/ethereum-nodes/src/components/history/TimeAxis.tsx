import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import styles from './history.module.css';

/** Where the strip begins and ends. */
export function TimeAxis(props: { from: number; to: number }) {
  const { from, to } = props;
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <div className={styles.axis}>
      <span title={formats.absolute(new Date(from))}>
        {t('history.from', { duration: formats.seconds((to - from) / 1_000) })}
      </span>
      <span title={formats.absolute(new Date(to))}>{t('history.to')}</span>
    </div>
  );
}
