import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import { ResponseError } from '@backstage/errors';
import { ethereumSnapshotCreatePermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isForbidden } from '../../errors/isForbidden';
import { reasonOf } from '../../errors/reasonOf';
import { useMessages } from '../../hooks/useMessages';

/** Button that requests a snapshot of a node, after a confirmation: the node is stopped for it. */
export function RequestSnapshot(props: {
  node: string;
  /** Whether a run is active already. */
  isActive: boolean;
  isBusy: boolean;
  onRequest: () => void;
}) {
  const { node, isActive, isBusy, onRequest } = props;
  const { t } = useMessages();
  return (
    <DialogTrigger>
      <Button
        variant="secondary"
        size="small"
        isDisabled={isActive}
        isPending={isBusy}
      >
        {isBusy ? t('snapshots.request.busy') : t('snapshots.request.button')}
      </Button>
      <Dialog>
        <DialogHeader>{t('snapshots.request.title', { node })}</DialogHeader>
        <DialogBody>
          <Text as="p">{t('snapshots.request.text')}</Text>
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" slot="close" onPress={onRequest}>
            {t('snapshots.request.confirm')}
          </Button>
          <Button variant="secondary" slot="close">
            {t('snapshots.request.cancel')}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}

/** Why a request was refused. */
export function RefusedRequest(props: { error: Error }) {
  const { error } = props;
  const { t } = useMessages();
  const job = runningJobOf(error);
  if (job !== undefined) {
    return (
      <Alert
        status="info"
        icon
        title={t('snapshots.request.active', { job })}
      />
    );
  }
  return (
    <Alert
      status="warning"
      icon
      title={
        isForbidden(error)
          ? t('denied.title')
          : t('snapshots.request.failed', { reason: reasonOf(error) })
      }
      description={
        isForbidden(error)
          ? t('denied.text', {
              permission: ethereumSnapshotCreatePermission.name,
            })
          : undefined
      }
    />
  );
}

/** The Job that a 409 names. */
function runningJobOf(error: Error): string | undefined {
  if (!(error instanceof ResponseError) || error.statusCode !== 409) {
    return undefined;
  }
  const { job } = error.body.error as { job?: unknown };
  return typeof job === 'string' ? job : undefined;
}
