import { Skeleton } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';
import styles from './NodeHealth.module.css';

/** Placeholder of the node page while it loads. */
export function NodeHealthSkeleton() {
  const { t } = useMessages();
  return (
    <div
      className={styles.stack}
      role="status"
      aria-label={t('loading')}
      aria-busy
    >
      <Skeleton height={180} />
      <div className={styles.halves}>
        <Skeleton height={220} />
        <Skeleton height={220} />
      </div>
      <Skeleton height={160} />
    </div>
  );
}
