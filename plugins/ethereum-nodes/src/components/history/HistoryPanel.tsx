import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import {
  ethereumNodeReadPermission,
  type EthereumNode,
  type NodeHistory,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isForbidden } from '../../errors/isForbidden';
import { reasonOf } from '../../errors/reasonOf';
import { useHistoryHours } from '../../hooks/useHistoryHours';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHistory } from '../../hooks/useNodeHistory';
import { Failure } from '../shared/Failure';
import { Panel } from '../shared/Panel';
import { HeadAgeSparkline } from './HeadAgeSparkline';
import { StateStrip } from './StateStrip';
import { StateTotals } from './StateTotals';
import { maxPointGap, stateSpans } from './stateSpans';
import { TimeAxis } from './TimeAxis';
import { ZoomButtons } from './ZoomButtons';

/** History of a node: its states as a strip, its head age as a line. */
export function HistoryPanel(props: { node: EthereumNode; hours: number }) {
  const { node } = props;
  const { t } = useMessages();
  const { hours, choices, setHours } = useHistoryHours(props.hours);
  const { query, refresh } = useNodeHistory(node.id, hours);
  const titleOf = (count: number) =>
    count % 24 === 0 && count > 24
      ? t('history.titleDays', { count: count / 24 })
      : t('history.title', { count });
  return (
    <Panel
      title={titleOf(hours)}
      aside={
        <ZoomButtons hours={hours} choices={choices} onChange={setHours} />
      }
    >
      {query.status === 'loading' && <Skeleton height={140} />}
      {query.status === 'failed' &&
        (isForbidden(query.error) ? (
          <Failure
            title=""
            error={query.error}
            permission={ethereumNodeReadPermission.name}
            onRetry={refresh}
          />
        ) : (
          <Alert
            status="warning"
            icon
            title={t('history.failed', { reason: reasonOf(query.error) })}
          />
        ))}
      {query.status === 'ready' && (
        <History
          history={query.value.history}
          title={titleOf(query.value.hours)}
          to={query.at}
          from={query.at - query.value.hours * 3_600_000}
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
        joinWithinMs={maxPointGap(from, to)}
      />
      <TimeAxis from={from} to={to} />
      <StateTotals spans={spans} />
    </Flex>
  );
}
