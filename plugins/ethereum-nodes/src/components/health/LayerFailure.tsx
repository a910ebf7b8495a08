import { Alert } from '@backstage/ui';
import type { Reply } from '@nodeyard/ethereum';
import { useMessages } from '../../hooks/useMessages';

/** Error of a probe of one client. */
export function LayerFailure(props: {
  reply: Extract<Reply<unknown>, { kind: 'failed' }>;
}) {
  const { reason, detail } = props.reply;
  const { t } = useMessages();
  return (
    <Alert
      status="danger"
      icon
      title={t(`failure.${reason}`)}
      description={detail}
    />
  );
}
