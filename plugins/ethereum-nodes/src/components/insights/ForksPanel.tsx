import { Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { shortClientVersion } from '../../format/clientVersion';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../shared/RelativeTime';
import { InsightPanel } from './InsightPanel';
import styles from './insights.module.css';
import { NodeLinks } from './NodeLinks';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetForks(options);

/** Countdown to the next fork of each network, with the nodes that are not ready for it. */
export function ForksPanel() {
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <InsightPanel
      title={t('insights.forks.title')}
      hint={t('insights.forks.hint')}
      load={load}
    >
      {({ networks }) =>
        networks.length === 0 ? (
          <Text as="p">{t('insights.forks.empty')}</Text>
        ) : (
          <ul className={styles.list}>
            {networks.map(({ network, fork, time, nodes, ...counts }) => (
              <li key={network}>
                <Text as="p">
                  <strong>{network}</strong>: {fork}{' '}
                  <RelativeTime time={time} />
                </Text>
                <Text as="p" variant="body-small" color="secondary">
                  {t('insights.forks.counts', {
                    ready: formats.count(counts.ready),
                    notReady: formats.count(counts.notReady),
                    unknown: formats.count(counts.unknown),
                  })}
                </Text>
                <NodeLinks nodes={nodes} total={counts.notReady}>
                  {node =>
                    node.executionVersion &&
                    shortClientVersion(node.executionVersion)
                  }
                </NodeLinks>
              </li>
            ))}
          </ul>
        )
      }
    </InsightPanel>
  );
}
