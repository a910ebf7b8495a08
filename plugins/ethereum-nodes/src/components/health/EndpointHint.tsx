import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';

/** Where to find the URL of a node from app-config.yaml. The page does not show the URL, because it may contain a key. */
export function EndpointHint(props: { node: EthereumNode }) {
  const { name, ownerRef } = props.node;
  const { t } = useMessages();
  const supportUrl = useApi(configApiRef).getOptionalString('app.support.url');
  return (
    <Text as="p" variant="body-small" color="secondary">
      {t('next.endpointUnknown', { name })}{' '}
      {ownerRef && (
        <>
          {t('next.askOwner')}{' '}
          <EntityRefLink entityRef={ownerRef} defaultKind="group" />.{' '}
        </>
      )}
      {supportUrl && <Link href={supportUrl}>{t('next.askSupport')}</Link>}
    </Text>
  );
}
