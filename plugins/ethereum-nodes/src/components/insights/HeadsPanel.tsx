import { Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../shared/RelativeTime';
import { InsightPanel } from './InsightPanel';
import styles from './insights.module.css';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetHeads(options);

/** Whether each network advances: a stall of the network differs from stalls of nodes. */
export function HeadsPanel() {
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <InsightPanel
      title={t('insights.heads.title')}
      hint={t('insights.heads.hint')}
      load={load}
    >
      {({ networks }) =>
        networks.length === 0 ? (
          <Text as="p">{t('insights.empty')}</Text>
        ) : (
          <ul className={styles.list}>
            {networks.map(network => (
              <li key={network.network}>
                <Text as="p">
                  <strong>{network.network}</strong>:{' '}
                  {t(`insights.heads.${network.status}`)}
                </Text>
                <Text as="p" variant="body-small" color="secondary">
                  {network.headTime && (
                    <>
                      {t('head.block')} {formats.count(network.headNumber)}
                      {', '}
                      <RelativeTime time={network.headTime} />
                      {' · '}
                    </>
                  )}
                  {t('insights.heads.fresh', {
                    fresh: formats.count(network.fresh),
                    responding: formats.count(network.responding),
                  })}
                  {network.notFinalizing > 0 && (
                    <>
                      {' · '}
                      {t('insights.heads.notFinalizing', {
                        number: formats.count(network.notFinalizing),
                      })}
                    </>
                  )}
                </Text>
              </li>
            ))}
          </ul>
        )
      }
    </InsightPanel>
  );
}
