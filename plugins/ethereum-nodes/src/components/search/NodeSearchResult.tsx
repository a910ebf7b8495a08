import { useApi } from '@backstage/core-plugin-api';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Flex, Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { ethereumNodesApiRef } from '../../api';
import { useMessages } from '../../hooks/useMessages';
import { useQuery } from '../../hooks/useQuery';
import { StateLabel } from '../../states/StateLabel';
import { useNodeLocation } from '../../states/useNodeLocation';
import { nodeIdOf } from './nodeIdOf';

/** Result of a search that is a node: its name, its current state, and its network. */
export function NodeSearchResult(props: {
  result?: SearchDocument;
  highlight?: ResultHighlight;
}) {
  const { result, highlight } = props;
  if (!result) return null;
  const id = nodeIdOf(result);
  return (
    <Flex direction="column" gap="1">
      <Link href={result.location} weight="bold">
        {highlight?.fields.title ? (
          <HighlightedSearchResultText
            text={highlight.fields.title}
            preTag={highlight.preTag}
            postTag={highlight.postTag}
          />
        ) : (
          result.title
        )}
      </Link>
      {id === undefined ? (
        <Text as="p" variant="body-small">
          {result.text}
        </Text>
      ) : (
        <NodeOfResult id={id} />
      )}
    </Flex>
  );
}

/** The state is not in the index, which is older than it. */
function NodeOfResult(props: { id: string }) {
  const { id } = props;
  const { t } = useMessages();
  const api = useApi(ethereumNodesApiRef);
  const { query } = useQuery(
    useCallback(signal => api.getNode(id, { signal }), [api, id]),
  );
  if (query.status === 'ready') return <CurrentState node={query.value} />;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {query.status === 'loading' ? t('loading') : t('error.node', { id })}
    </Text>
  );
}

function CurrentState(props: { node: EthereumNode }) {
  const { node } = props;
  return (
    <Text as="p" variant="body-small">
      <StateLabel state={node.state} /> · {useNodeLocation(node)}
    </Text>
  );
}
