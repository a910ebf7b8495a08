import { Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  FleetDiversity,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { Bar } from '../shared/Bar';
import { InsightPanel } from './InsightPanel';
import styles from './insights.module.css';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetDiversity(options);

type Network = FleetDiversity['networks'][number];

/** Shares of clients, with lines at one third and at two thirds. */
export function DiversityPanel() {
  const { t } = useMessages();
  return (
    <InsightPanel
      title={t('insights.diversity.title')}
      hint={t('insights.diversity.hint')}
      load={load}
    >
      {({ networks }) =>
        networks.length === 0 ? (
          <Text as="p">{t('insights.empty')}</Text>
        ) : (
          <ul className={styles.list}>
            {networks.flatMap(network =>
              (['execution', 'consensus'] as const)
                .filter(layer => network[layer].length > 0)
                .map(layer => (
                  <li key={`${network.network} ${layer}`}>
                    <Text as="p" weight="bold">
                      {network.network} · {t(`layer.${layer}`)}
                    </Text>
                    <Clients clients={network[layer]} />
                  </li>
                )),
            )}
          </ul>
        )
      }
    </InsightPanel>
  );
}

function Clients(props: { clients: Network['execution'] }) {
  const { t } = useMessages();
  const formats = useFormats();
  const total = props.clients.reduce((sum, { nodes }) => sum + nodes, 0);
  return (
    <>
      {props.clients.map(({ client, nodes, share }) => {
        const risk = riskOf(share);
        const text = t('insights.diversity.share', {
          share: formats.share(share),
          number: formats.count(nodes),
          total: formats.count(total),
        });
        return (
          <div key={client}>
            <div className={styles.line}>
              <span>{client}</span>
              <span>{text}</span>
            </div>
            <div className={styles.thirds}>
              <Bar
                share={share}
                label={client}
                valueText={text}
                tone={risk ? 'warning' : 'good'}
              />
            </div>
            {risk && (
              <Text as="p" variant="body-small" color="secondary">
                {t(`insights.diversity.${risk}`, { client })}
              </Text>
            )}
          </div>
        );
      })}
    </>
  );
}

function riskOf(share: number): 'third' | 'twoThirds' | undefined {
  if (share > 2 / 3) return 'twoThirds';
  return share > 1 / 3 ? 'third' : undefined;
}
