import { Alert, Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { FleetFilters } from '../../hooks/useFleetFilters';
import { useFleetExport } from '../../hooks/useFleetExport';
import { useMessages } from '../../hooks/useMessages';
import styles from './FleetExport.module.css';

/** All nodes that the filters let through, as a file for a spreadsheet. */
export function FleetExport(props: { filters: FleetFilters }) {
  const { t } = useMessages();
  const { isBusy, error, start } = useFleetExport(props.filters);
  return (
    <div className={styles.below}>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiDownloadLine />}
        isPending={isBusy}
        onPress={start}
      >
        {isBusy ? t('fleet.csvBusy') : t('fleet.csv')}
      </Button>
      {error && (
        <Alert
          status="warning"
          icon
          title={t('fleet.csvFailed', { reason: error.message })}
        />
      )}
    </div>
  );
}
