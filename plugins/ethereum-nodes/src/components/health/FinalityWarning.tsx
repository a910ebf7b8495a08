import { Alert } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useSaid } from '../../hooks/useSaid';

/** That the node's chain does not finalize, which no state says: the node is as good as any, its network is not. */
export function FinalityWarning(props: { node: EthereumNodeDetail }) {
  const { finalizing, verdict } = props.node;
  const { t } = useMessages();
  const said = useSaid();
  const finality = verdict?.finality;
  return finalizing === false ? (
    <Alert
      status="warning"
      icon
      title={t('finality.missing')}
      description={finality && said.one(finality.detail, finality.detailCoded)}
    />
  ) : null;
}
