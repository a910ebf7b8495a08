import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  ethereumNodeReadPermission,
  type NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useMyNodes } from '../../hooks/useMyNodes';
import { rootRouteRef } from '../../routes';
import { needsAttention } from '../../states/needsAttention';
import { CreateNodeLink } from '../shared/CreateNodeLink';
import { EmptyMessage } from '../shared/EmptyMessage';
import { Failure } from '../shared/Failure';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import { Panel } from '../shared/Panel';
import readable from '../shared/readable.module.css';
import { MyNodeCounts } from './MyNodeCounts';
import { TroubledNode } from './TroubledNode';
import styles from './MyNodes.module.css';

/** Number of nodes that fit the default height of the widget. */
const MAX_TROUBLED = 5;

/** Home page widget: nodes of the user's groups that need attention, and counts by state. */
export function MyNodes() {
  const { t } = useMessages();
  const fleet = useRouteRef(rootRouteRef)();
  const { query, refresh } = useMyNodes();
  const hasNodes = query.status === 'ready' && query.value.totalItems > 0;
  return (
    <div className={`${styles.widget} ${readable.text}`}>
      <Panel
        title={t('home.title')}
        level="h2"
        aside={
          hasNodes && (
            <Link href={`${fleet}?mine=true`}>
              {t('home.all', { count: query.value.totalItems })}
            </Link>
          )
        }
      >
        <OutdatedAlert query={query} />
        {query.status === 'loading' && <Skeleton height={96} />}
        {query.status === 'failed' && (
          <Failure
            title={t('error.list')}
            error={query.error}
            permission={ethereumNodeReadPermission.name}
            onRetry={refresh}
          />
        )}
        {query.status === 'ready' && !hasNodes && (
          <EmptyMessage
            title={t('home.emptyTitle')}
            text={t('home.emptyText')}
            action={<CreateNodeLink variant="secondary" />}
          />
        )}
        {hasNodes && <Nodes page={query.value} fleet={fleet} />}
      </Panel>
    </div>
  );
}

function Nodes(props: { page: NodePage; fleet: string }) {
  const { items, totalItems } = props.page;
  const { t } = useMessages();
  const troubled = items.filter(needsAttention);
  const more = troubled.length - MAX_TROUBLED;
  return (
    <Flex direction="column" gap="4">
      {troubled.length === 0 ? (
        <Text as="p">{t('home.calm')}</Text>
      ) : (
        <ul className={styles.nodes} aria-label={t('home.attention')}>
          {troubled.slice(0, MAX_TROUBLED).map(node => (
            <TroubledNode key={node.id} node={node} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Text as="p" color="secondary">
          {t('home.more', { count: more })}
        </Text>
      )}
      <MyNodeCounts nodes={items} fleet={props.fleet} />
      {totalItems > items.length && (
        <Text as="p" variant="body-small" color="secondary">
          {t('home.worst', { count: items.length })}
        </Text>
      )}
    </Flex>
  );
}
