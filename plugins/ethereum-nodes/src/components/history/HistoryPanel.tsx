import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import type {
  EthereumNode,
  NodeHistory,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHistory } from '../../hooks/useNodeHistory';
import { Panel } from '../shared/Panel';
import { HeadAgeSparkline } from './HeadAgeSparkline';
import { StateStrip } from './StateStrip';
import { StateTotals } from './StateTotals';
import { stateSpans } from './stateSpans';
import { TimeAxis } from './TimeAxis';

/** How the node was over the last hours: its states as a strip, the age of its head as a line. */
export function HistoryPanel(props: { node: EthereumNode; hours: number }) {
  const { node, hours } = props;
  const { t } = useMessages();
  const query = useNodeHistory(node.id, hours);
  const title = t('history.title', { count: hours });
  return (
    <Panel title={title}>
      {query.status === 'loading' && <Skeleton height={96} />}
      {query.status === 'failed' && (
        <Alert
          status="warning"
          icon
          title={t('history.failed', { reason: query.error.message })}
        />
      )}
      {query.status === 'ready' && (
        <History
          history={query.value}
          title={title}
          to={query.at}
          from={query.at - hours * 3_600_000}
        />
      )}
    </Panel>
  );
}

function History(props: {
  history: NodeHistory;
  title: string;
  from: number;
  to: number;
}) {
  const { history, title, from, to } = props;
  const { t } = useMessages();
  const spans = stateSpans(history, from, to);
  if (spans.every(({ state }) => state === undefined)) {
    return <Text as="p">{t('history.empty')}</Text>;
  }
  return (
    <Flex direction="column" gap="2">
      <StateStrip spans={spans} title={title} />
      <HeadAgeSparkline
        points={history.points}
        title={title}
        from={from}
        to={to}
      />
      <TimeAxis from={from} to={to} />
      <StateTotals spans={spans} />
    </Flex>
  );
}
