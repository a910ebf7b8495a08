import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Skeleton, Text } from '@backstage/ui';
import {
  ANNOTATION_CALLERS_URL,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallers, type Callers } from '../../hooks/useCallers';
import { useMessages } from '../../hooks/useMessages';
import { CopyableLine } from '../shared/CopyableLine';
import { Failure } from '../shared/Failure';
import { Panel } from '../shared/Panel';
import styles from './CallersPanel.module.css';

const CATALOG_PERMISSION = 'catalog.entity.read';

/** Callers of a node: the URL that they use, and the components that consume its API by the catalog. */
export function CallersPanel(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  return (
    <Panel title={t('callers.title')}>
      <Flex direction="column" gap="4">
        {node.callersUrl === undefined ? (
          <Text as="p" variant="body-small" color="secondary">
            {node.source === 'static'
              ? t('callers.noUrlStatic', { name: node.name })
              : t('callers.noUrl', { annotation: ANNOTATION_CALLERS_URL })}
          </Text>
        ) : (
          <CopyableLine
            title={t('callers.url')}
            line={node.callersUrl}
            copyLabel={t('callers.copyUrl')}
            command="callersUrl"
          />
        )}
        {node.entityRef === undefined ? (
          <Text as="p">{t('callers.noEntity')}</Text>
        ) : (
          <EntityCallers key={node.entityRef} entityRef={node.entityRef} />
        )}
      </Flex>
    </Panel>
  );
}

function EntityCallers(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useMessages();
  const { query, refresh } = useCallers(entityRef);
  if (query.status === 'loading') return <Skeleton height={48} />;
  if (query.status === 'failed') {
    return (
      <Failure
        title={t('callers.failed')}
        error={query.error}
        permission={CATALOG_PERMISSION}
        onRetry={refresh}
      />
    );
  }
  if (query.value === undefined) {
    return <Text as="p">{t('callers.entityMissing', { entityRef })}</Text>;
  }
  return <CallerList callers={query.value} />;
}

function CallerList(props: { callers: Callers }) {
  const { apis, items, unseen } = props.callers;
  const { t } = useMessages();
  if (apis.length === 0) return <Text as="p">{t('callers.noApi')}</Text>;
  return (
    <>
      {items.length === 0 && unseen === 0 && (
        <Text as="p">{t('callers.none', { apis: apis.join(', ') })}</Text>
      )}
      {items.length > 0 && (
        <ul className={styles.callers} aria-label={t('callers.list')}>
          {items.map(({ entityRef, ownerRefs }) => (
            <li key={entityRef} className={styles.caller}>
              <EntityRefLink entityRef={entityRef} />
              {ownerRefs.length > 0 && (
                <span className={styles.owners}>
                  {t('callers.owner')}{' '}
                  {ownerRefs.map(ownerRef => (
                    <EntityRefLink
                      key={ownerRef}
                      entityRef={ownerRef}
                      defaultKind="group"
                    />
                  ))}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {unseen > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('callers.unseen', { count: unseen })}
        </Text>
      )}
    </>
  );
}
