import { Cell, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { StateLabel } from '../../states/StateLabel';
import { usePodsReady } from '../../states/usePodsReady';
import { HeadSummary } from './HeadSummary';
import styles from './fleetColumns.module.css';

/** State of a node and its reason; also the head if its column is hidden. */
export function StateCell(props: {
  node: EthereumNode;
  has: (column: string) => boolean;
}) {
  const { node, has } = props;
  const { t } = useMessages();
  const podsReady = usePodsReady(node);
  const renderer = useMessageRenderer();
  const { state, summary, summaryCoded } = node;
  const reason = renderer.renderBesideHead(state, summary, summaryCoded);
  // The summary of a pool starts with its pods unless all are ready; that of an older backend always does.
  const reasonHasPods =
    reason !== undefined &&
    (summaryCoded === undefined || summaryCoded.code === 'pool-less');
  const lines = [reasonHasPods ? undefined : podsReady, reason].filter(
    line => line !== undefined,
  );
  return (
    <Cell className={styles.text}>
      <StateLabel state={node.state} />
      {lines.map(line => (
        <Text key={line} as="p" variant="body-small" color="secondary">
          {line}
        </Text>
      ))}
      {node.finalizing === false && (
        <Text as="p" variant="body-small" color="warning">
          {t('finality.missing')}
        </Text>
      )}
      {!has('head') && node.headTime && (
        <Text as="p" variant="body-small" color="secondary">
          <HeadSummary node={node} />
        </Text>
      )}
    </Cell>
  );
}
