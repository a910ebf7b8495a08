import { Text } from '@backstage/ui';
import {
  isSnapshotStale,
  snapshotStaleSeconds,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { SnapshotFreshness } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNow } from '../../hooks/useNow';
import { RelativeTime } from '../shared/RelativeTime';

const MINUTE_MS = 60_000;

/** Age of the newest verified snapshot, and its problems. */
export function SnapshotAge(props: { snapshots?: SnapshotFreshness }) {
  const { snapshots } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const now = useNow(MINUTE_MS);
  if (snapshots === undefined) return <>–</>;
  const { status, blockTime, storeFailing } = snapshots;
  const problems = [
    ...(status === 'verified' ? [] : [t(`fleet.snapshots.${status}`)]),
    ...(isSnapshotStale(snapshots, now)
      ? [
          t('fleet.snapshots.stale', {
            age: formats.seconds(snapshotStaleSeconds(snapshots)),
          }),
        ]
      : []),
    ...(storeFailing ? [t('fleet.snapshots.storeFailing')] : []),
  ];
  return (
    <>
      {blockTime && <RelativeTime time={blockTime} />}
      {problems.map(problem => (
        <Text key={problem} as="p" variant="body-small" color="secondary">
          {problem}
        </Text>
      ))}
    </>
  );
}
