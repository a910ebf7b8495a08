import { Cell, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useSaid } from '../../hooks/useSaid';
import { StateLabel } from '../../states/StateLabel';
import { usePodsReady } from '../../states/usePodsReady';
import { HeadWords } from './HeadWords';
import styles from './fleetColumns.module.css';

/** A node's state and what is behind it; the head, where there is no column for it. */
export function StateCell(props: {
  node: EthereumNode;
  has: (column: string) => boolean;
}) {
  const { node, has } = props;
  const { t } = useMessages();
  const podsReady = usePodsReady(node);
  const said = useSaid();
  const { state, summary, summaryCoded } = node;
  const reason = said.besideHead(state, summary, summaryCoded);
  // A pool's summary begins with its pods, unless all is well with them; that of an older backend with them always.
  const isOfPods =
    reason !== undefined &&
    (summaryCoded === undefined || summaryCoded.code === 'pool-less');
  const lines = [isOfPods ? undefined : podsReady, reason].filter(
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
          <HeadWords node={node} />
        </Text>
      )}
    </Cell>
  );
}
