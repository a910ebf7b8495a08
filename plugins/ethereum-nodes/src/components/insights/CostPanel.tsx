import { Flex, Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  FleetCost,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { OwnerLink } from '../fleet/OwnerLink';
import { InsightPanel } from './InsightPanel';
import styles from './insights.module.css';
import { NodeLinks } from './NodeLinks';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetCost(options);

const isAbsent = ({ prices }: FleetCost) => prices === undefined;

/** Price of what nodes request, by owner; absent without a price list. */
export function CostPanel() {
  const { t } = useMessages();
  return (
    <InsightPanel
      title={t('insights.cost.title')}
      hint={t('insights.cost.hint')}
      load={load}
      isAbsent={isAbsent}
    >
      {cost => cost.prices && <Cost cost={cost} prices={cost.prices} />}
    </InsightPanel>
  );
}

function Cost(props: {
  cost: FleetCost;
  prices: NonNullable<FleetCost['prices']>;
}) {
  const { cost, prices } = props;
  const { month = 0, owners, nodes, unknown } = cost;
  const { t } = useMessages();
  const formats = useFormats();
  const money = (amount: number) => formats.money(amount, prices.currency);
  const priced = owners.reduce((sum, owner) => sum + owner.nodes, 0);
  return (
    <Flex direction="column" gap="3">
      <Text as="p" weight="bold">
        {t('insights.cost.month', { amount: money(month), asOf: prices.asOf })}
      </Text>
      <ul className={styles.list} aria-label={t('insights.cost.owners')}>
        {owners.map(owner => (
          <li key={owner.ownerRef ?? ''}>
            <div className={styles.line}>
              {owner.ownerRef === undefined ? (
                t('insights.cost.noOwner')
              ) : (
                <OwnerLink ownerRef={owner.ownerRef} />
              )}
              <span>
                {owner.budget === undefined
                  ? money(owner.month)
                  : t('insights.cost.ofBudget', {
                      amount: money(owner.month),
                      budget: money(owner.budget),
                    })}
              </span>
            </div>
            {owner.budget !== undefined && owner.month > owner.budget && (
              <Text as="p" variant="body-small" color="warning">
                {t('insights.cost.overBudget')}
              </Text>
            )}
          </li>
        ))}
      </ul>
      <NodeLinks nodes={nodes} total={priced}>
        {node => money(node.month)}
      </NodeLinks>
      {unknown > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('insights.cost.unknown', { number: formats.count(unknown) })}
        </Text>
      )}
    </Flex>
  );
}
