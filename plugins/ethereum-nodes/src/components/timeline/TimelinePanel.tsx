import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import {
  ethereumNodeReadPermission,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useNodeTimeline } from '../../hooks/useNodeTimeline';
import { useNow } from '../../hooks/useNow';
import { Failure } from '../shared/Failure';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import { Panel } from '../shared/Panel';
import { TimelineItem } from './TimelineItem';
import styles from './timeline.module.css';

const MINUTE_MS = 60_000;

/** Timeline of a node: its transitions, and the changes between them. */
export function TimelinePanel(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const now = useNow(MINUTE_MS);
  const { query, refresh, onOlder, onNewer } = useNodeTimeline(node);
  return (
    <Panel title={t('timeline.title')}>
      {query.status === 'loading' && <Skeleton height={160} />}
      {query.status === 'failed' && (
        <Failure
          title={t('timeline.failed')}
          error={query.error}
          permission={ethereumNodeReadPermission.name}
          onRetry={refresh}
        />
      )}
      {query.status === 'ready' && (
        <Flex direction="column" gap="3">
          <OutdatedAlert query={query} />
          {query.value.items.length === 0 ? (
            <Text as="p">{t('timeline.empty')}</Text>
          ) : (
            <ol className={styles.list} aria-busy={query.isStale}>
              {query.value.items.map((entry, index, all) => (
                <TimelineItem
                  key={`${entry.at} ${index}`}
                  entry={entry}
                  next={all.find(
                    other =>
                      other.type === 'transition' && other.at === entry.nextAt,
                  )}
                  now={now}
                />
              ))}
            </ol>
          )}
          {node.source === 'static' && (
            <Text as="p" variant="body-small" color="secondary">
              {t('timeline.staticOnly')}
            </Text>
          )}
          {(onOlder || onNewer) && (
            <Flex gap="2">
              <Button
                variant="secondary"
                size="small"
                isDisabled={!onNewer}
                onPress={onNewer}
              >
                {t('timeline.newer')}
              </Button>
              <Button
                variant="secondary"
                size="small"
                isDisabled={!onOlder}
                onPress={onOlder}
              >
                {t('timeline.older')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </Panel>
  );
}
