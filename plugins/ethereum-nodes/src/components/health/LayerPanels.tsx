import { Text } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { Facts } from '../shared/Facts';
import { Panel } from '../shared/Panel';
import { LayerFailure } from './LayerFailure';
import { useConsensusFacts, useExecutionFacts } from './layerFacts';

/** Panel of the execution client. */
export function ExecutionPanel(props: { node: EthereumNodeDetail }) {
  const { node } = props;
  const { t } = useMessages();
  const reply = node.sample?.execution;
  const facts = useExecutionFacts(node);
  return (
    <Panel
      title={t('layer.execution')}
      aside={reply?.kind === 'ok' && <Latency ms={reply.ms} />}
    >
      {reply?.kind === 'failed' && <LayerFailure reply={reply} />}
      {!reply && <Text as="p">{t('layer.noSample')}</Text>}
      <Facts facts={facts} />
    </Panel>
  );
}

/** Panel of the consensus client. */
export function ConsensusPanel(props: { node: EthereumNodeDetail }) {
  const { node } = props;
  const { t } = useMessages();
  const reply = node.sample?.consensus;
  const facts = useConsensusFacts(node);
  return (
    <Panel
      title={t('layer.consensus')}
      aside={reply?.kind === 'ok' && <Latency ms={reply.ms} />}
    >
      {reply?.kind === 'failed' && <LayerFailure reply={reply} />}
      {reply?.kind === 'not-configured' && (
        <Text as="p">{t('layer.notConfigured')}</Text>
      )}
      {!reply && <Text as="p">{t('layer.noSample')}</Text>}
      <Facts facts={facts} />
    </Panel>
  );
}

function Latency(props: { ms: number }) {
  const { t } = useMessages();
  return (
    <Text variant="body-small" color="secondary">
      {t('layer.answered', { ms: String(Math.round(props.ms)) })}
    </Text>
  );
}
