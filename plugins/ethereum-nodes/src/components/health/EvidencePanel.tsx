import { Flex, Text } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { formatDuration } from '../../format/duration';
import { formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import { Facts } from '../shared/Facts';
import type { Fact } from '../shared/Facts';
import { Panel } from '../shared/Panel';
import styles from './EvidencePanel.module.css';

/** What led to the verdict: reasons in words, and the numbers used. */
export function EvidencePanel(props: { node: EthereumNodeDetail }) {
  const { node } = props;
  const { t } = useMessages();
  const reasons = node.verdict?.reasons ?? [];
  return (
    <Panel title={t('evidence.title')}>
      <Flex direction="column" gap="3">
        {reasons.length > 0 ? (
          <ul className={styles.reasons}>
            {reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : (
          <Text as="p">{node.summary || t('evidence.none')}</Text>
        )}
        <Facts facts={useEvidence(node)} />
      </Flex>
    </Panel>
  );
}

function useEvidence({ verdict }: EthereumNodeDetail): Fact[] {
  const { t } = useMessages();
  const evidence = verdict?.evidence ?? {};
  const rows: Array<[string, number | undefined, (value: number) => string]> = [
    [t('evidence.headNumber'), evidence.headNumber, formatCount],
    [t('evidence.headAge'), evidence.headAgeSeconds, formatDuration],
    [t('evidence.syncRate'), evidence.syncRate, rate => rate.toFixed(2)],
    [t('evidence.executionPeers'), evidence.executionPeers, formatCount],
    [t('evidence.consensusPeers'), evidence.consensusPeers, formatCount],
    [
      t('evidence.consensusSyncDistance'),
      evidence.consensusSyncDistance,
      count => t('layer.slots', { count }),
    ],
    [t('evidence.clockSkew'), evidence.clockSkewSeconds, formatDuration],
  ];
  return rows.flatMap(([name, value, format]) =>
    value === undefined ? [] : [{ name, value: format(value) }],
  );
}
