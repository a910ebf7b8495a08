import { Alert } from '@backstage/ui';
import type { Reply } from '@nodeyard/ethereum';
import { useMessages } from '../../hooks/useMessages';

/** Why a client gave no usable answer, in the prober's words. */
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
