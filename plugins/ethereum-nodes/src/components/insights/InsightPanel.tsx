import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import { ethereumFleetReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNodesApi,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback, type ReactNode } from 'react';
import { ethereumNodesApiRef } from '../../api';
import { isForbidden } from '../../errors/isForbidden';
import { isNotFound } from '../../errors/isNotFound';
import { reasonOf } from '../../errors/reasonOf';
import { useMessages } from '../../hooks/useMessages';
import { useNodeUpdates } from '../../hooks/useNodeUpdates';
import { type Query, useQuery } from '../../hooks/useQuery';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import { Panel } from '../shared/Panel';

const POLL_INTERVAL_MS = 60_000;

/**
 * Panel with the answer of one route, which is refreshed while the page is visible.
 *
 * A panel with `isAbsent` appears with an answer that it has content for. Older backends do not have its route.
 */
export function InsightPanel<Answer>(props: {
  title: string;
  hint: string;
  /** A module-level function: a new identity loads again. */
  load: (api: EthereumNodesApi, options: RequestOptions) => Promise<Answer>;
  isAbsent?: (answer: Answer) => boolean;
  children: (answer: Answer) => ReactNode;
}) {
  const { title, hint, load, isAbsent, children } = props;
  const { t } = useMessages();
  const api = useApi(ethereumNodesApiRef);
  const { query, refresh } = useQuery(
    useCallback(signal => load(api, { signal }), [api, load]),
  );
  useNodeUpdates(refresh, { intervalMs: POLL_INTERVAL_MS });
  if (isAbsent && !hasContent(query, isAbsent)) return null;
  return (
    <Panel title={title}>
      <Flex direction="column" gap="3">
        <Text as="p" variant="body-small" color="secondary">
          {hint}
        </Text>
        <OutdatedAlert query={query} />
        {query.status === 'loading' && <Skeleton height={96} />}
        {query.status === 'failed' && (
          <Alert
            status="warning"
            icon
            title={t('insights.failed', { reason: reasonOf(query.error) })}
            description={
              isForbidden(query.error)
                ? t('denied.text', {
                    permission: ethereumFleetReadPermission.name,
                  })
                : undefined
            }
          />
        )}
        {query.status === 'ready' && children(query.value)}
      </Flex>
    </Panel>
  );
}

function hasContent<Answer>(
  query: Query<Answer>,
  isAbsent: (answer: Answer) => boolean,
): boolean {
  if (query.status === 'failed') return !isNotFound(query.error);
  return query.status === 'ready' && !isAbsent(query.value);
}
