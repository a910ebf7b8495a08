import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink, catalogApiRef } from '@backstage/plugin-catalog-react';
import { Alert, Link, Text } from '@backstage/ui';
import {
  ANNOTATION_ENTITY_REF,
  type EthereumNode,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { useMessages } from '../../hooks/useMessages';
import { useQuery } from '../../hooks/useQuery';
import { useRegisterEntityPath } from '../../hooks/useRegisterEntityPath';

/** Link to the catalog entity of a node, or why there is none; for pages outside of that entity. */
export function NodeEntity(props: { node: EthereumNode }) {
  const { entityRef, source, name } = props.node;
  const { t } = useMessages();
  if (entityRef !== undefined) {
    return <NamedEntity key={entityRef} entityRef={entityRef} />;
  }
  return (
    <Text as="p" variant="body-small" color="secondary">
      {source === 'static'
        ? t('node.noEntityStatic', { name })
        : t('node.noEntity', { annotation: ANNOTATION_ENTITY_REF })}
    </Text>
  );
}

function NamedEntity(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useMessages();
  const catalogApi = useApi(catalogApiRef);
  const registerPath = useRegisterEntityPath();
  const { query } = useQuery(
    useCallback(
      async () => (await catalogApi.getEntityByRef(entityRef)) !== undefined,
      [catalogApi, entityRef],
    ),
  );
  if (query.status === 'ready' && !query.value) {
    return (
      <Alert
        status="info"
        icon
        title={t('node.entityMissing', { entityRef })}
        description={
          <>
            {t('node.entityMissingText')}{' '}
            {registerPath && (
              <Link href={registerPath}>{t('node.registerEntity')}</Link>
            )}
          </>
        }
      />
    );
  }
  return (
    <Text as="p">
      {t('node.openEntity')}: <EntityRefLink entityRef={entityRef} />
    </Text>
  );
}
