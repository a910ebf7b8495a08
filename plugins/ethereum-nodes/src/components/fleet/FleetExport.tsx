import { Alert, Button } from '@backstage/ui';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { reasonOf } from '../../errors/reasonOf';
import { useFleetExport } from '../../hooks/useFleetExport';
import { useMessages } from '../../hooks/useMessages';
import { Glyph } from '../../icons/Glyph';
import { DOWNLOAD } from '../../icons/glyphs';
import styles from './FleetExport.module.css';

/** Button that exports all nodes that match the filters as CSV. */
export function FleetExport(props: { nodeQuery: NodeQuery }) {
  const { t } = useMessages();
  const { isBusy, error, start } = useFleetExport(props.nodeQuery);
  return (
    <div className={styles.below}>
      <Button
        variant="secondary"
        size="small"
        iconStart={<Glyph path={DOWNLOAD} />}
        isPending={isBusy}
        onPress={start}
      >
        {isBusy ? t('fleet.csvBusy') : t('fleet.csv')}
      </Button>
      {error && (
        <Alert
          status="warning"
          icon
          title={t('fleet.csvFailed', { reason: reasonOf(error) })}
        />
      )}
    </div>
  );
}
