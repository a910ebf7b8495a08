import { Alert } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';

/** Warning that the chain is not finalizing. It is not a state: the network is at fault, not the node. */
export function FinalityWarning(props: { node: EthereumNodeDetail }) {
  const { finalizing, verdict } = props.node;
  const { t } = useMessages();
  const renderer = useMessageRenderer();
  const finality = verdict?.finality;
  return finalizing === false ? (
    <Alert
      status="warning"
      icon
      title={t('finality.missing')}
      description={
        finality && renderer.render(finality.detail, finality.detailCoded)
      }
    />
  ) : null;
}
