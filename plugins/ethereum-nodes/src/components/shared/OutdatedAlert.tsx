import { Alert } from '@backstage/ui';
import { reasonOf } from '../../errors/reasonOf';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import type { Query } from '../../hooks/useQuery';

/** Age of the shown values, if the newest refresh failed. */
export function OutdatedAlert(props: { query: Query<unknown> }) {
  const { query } = props;
  const { t } = useMessages();
  const formats = useFormats();
  if (query.status !== 'ready' || !query.refreshError) {
    return null;
  }
  const time = formats.since(new Date(query.at), Date.now());
  return (
    <Alert
      status="warning"
      icon
      title={t('updates.outdated', {
        time,
        reason: reasonOf(query.refreshError),
      })}
    />
  );
}
