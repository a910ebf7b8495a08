import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  ANNOTATION_ENTITY_REF,
  ethereumNodeReadPermission,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { entityHealthPath } from '../../entity/entityHealthPath';
import { useEntityNodes } from '../../hooks/useEntityNodes';
import { useMessages } from '../../hooks/useMessages';
import { Failure } from '../shared/Failure';
import { Outdated } from '../shared/Outdated';
import { UpdateBadge } from '../shared/UpdateBadge';
import { NodeGlance } from './NodeGlance';

/** Health of an entity's nodes at a glance, for the overview. The worst one speaks for all. @public */
export function NodeHealthCard() {
  const { entity } = useEntity();
  const { t } = useMessages();
  const entityLink = useEntityRefLink();
  const { query, refresh, mode, intervalMs } = useEntityNodes(entity);
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={<UpdateBadge mode={mode} intervalMs={intervalMs} />}
      footerActions={
        <Link href={`${entityLink(entity)}${entityHealthPath}`}>
          {t('card.open')}
        </Link>
      }
    >
      <Outdated query={query} />
      {query.status === 'loading' && <Skeleton height={88} />}
      {query.status === 'failed' && (
        <Failure
          title={t('error.list')}
          error={query.error}
          permission={ethereumNodeReadPermission.name}
          onRetry={refresh}
        />
      )}
      {query.status === 'ready' && query.value.length === 0 && (
        <Text as="p" color="secondary">
          {t('empty.entityText', {
            annotation: ANNOTATION_ENTITY_REF,
            permission: ethereumNodeReadPermission.name,
          })}
        </Text>
      )}
      {query.status === 'ready' && query.value.length > 0 && (
        <Flex direction="column" gap="2">
          <NodeGlance node={query.value[0]} />
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
