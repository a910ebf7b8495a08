import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  declaresNode,
  ethereumNodeReadPermission,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useEntityNodes } from '../../hooks/useEntityNodes';
import { useEntityTabPath } from '../../hooks/useEntityTabPath';
import { useMessages } from '../../hooks/useMessages';
import { entityHealthRouteRef } from '../../routes';
import readable from '../shared/readable.module.css';
import { Failure } from '../shared/Failure';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import { UpdateBadge } from '../shared/UpdateBadge';
import { NodeSummary } from './NodeSummary';

/** Health of an entity's nodes for the overview: the worst node, and the number of others. @public */
export function NodeHealthCard() {
  const { entity } = useEntity();
  const { t } = useMessages();
  const tabPath = useEntityTabPath(entityHealthRouteRef);
  const { query, refresh, mode, intervalMs } = useEntityNodes(entity);
  const worst = query.status === 'ready' ? query.value[0] : undefined;
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={<UpdateBadge mode={mode} intervalMs={intervalMs} />}
      footerActions={tabPath && <Link href={tabPath}>{t('card.open')}</Link>}
    >
      <OutdatedAlert query={query} />
      {query.status === 'loading' && <Skeleton height={88} />}
      {query.status === 'failed' && (
        <Failure
          title={t('error.list')}
          error={query.error}
          permission={ethereumNodeReadPermission.name}
          onRetry={refresh}
        />
      )}
      {query.status === 'ready' && worst === undefined && (
        <Text as="p" className={readable.text}>
          {t(declaresNode(entity) ? 'deploy.cardDeclared' : 'deploy.card')}
        </Text>
      )}
      {query.status === 'ready' && worst && (
        <Flex direction="column" gap="2" className={readable.text}>
          <NodeSummary node={worst} />
          {query.value.length > 1 && (
            <Text as="p" color="secondary">
              {t('card.more', { count: query.value.length - 1 })}
            </Text>
          )}
        </Flex>
      )}
    </EntityInfoCard>
  );
}
