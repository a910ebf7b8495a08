import { Alert, Flex, Text } from '@backstage/ui';
import type { SnapshotRun } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useMessages } from '../../hooks/useMessages';
import { Glyph } from '../../icons/Glyph';
import { CHECK, CROSS, HOURGLASS } from '../../icons/glyphs';
import tone from '../../states/tone.module.css';
import { CopyableLine } from '../shared/CopyableLine';
import { RelativeTime } from '../shared/RelativeTime';

const icons = {
  queued: { path: HOURGLASS, tone: tone.busy },
  running: { path: HOURGLASS, tone: tone.busy },
  complete: { path: CHECK, tone: tone.good },
  failed: { path: CROSS, tone: tone.bad },
};

/** Status and phase of a run, and the command that follows its log. */
export function SnapshotRunStatus(props: { run: SnapshotRun }) {
  const { run } = props;
  const { t } = useMessages();
  const icon = icons[run.status];
  const time = run.endedAt ?? run.phaseSince ?? run.createdAt;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="1" role="status">
        <Glyph
          path={icon.path}
          size={16}
          className={`${tone.icon} ${icon.tone}`}
        />
        <Text>
          {run.phase
            ? t(`snapshots.run.phase.${run.phase}`)
            : t(`snapshots.run.status.${run.status}`)}
        </Text>
      </Flex>
      <Text as="p" variant="body-small" color="secondary">
        <RelativeTime time={time} />
        {run.nodeStopped && ` · ${t('snapshots.run.nodeStopped')}`}
        {' · '}
        <Requester requestedBy={run.requestedBy} />
      </Text>
      {run.failure && (
        <Alert
          status="warning"
          icon
          title={t('snapshots.run.failure', { code: run.failure.code })}
          description={run.failure.message}
        />
      )}
      <CopyableLine
        title={t('snapshots.run.log')}
        line={run.logsCommand}
        copyLabel={t('snapshots.run.copyLog')}
        command="snapshotLog"
      />
    </Flex>
  );
}

function Requester(props: { requestedBy: string | undefined }) {
  const { requestedBy } = props;
  const { t } = useMessages();
  if (requestedBy === undefined) return <>{t('snapshots.run.scheduled')}</>;
  return (
    <>
      {t('snapshots.run.requestedBy')}{' '}
      {/^user:/i.test(requestedBy) ? (
        <EntityRefLink entityRef={requestedBy} hideIcon />
      ) : (
        requestedBy
      )}
    </>
  );
}
