import { Button } from '@backstage/ui';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { CreateNodeLink } from '../shared/CreateNodeLink';
import { EmptyMessage } from '../shared/EmptyMessage';

/** Empty state: no node matches the filters, or there is no node. */
export function FleetEmpty(props: {
  isFiltered: boolean;
  onClear: () => void;
}) {
  const { isFiltered, onClear } = props;
  const { t } = useMessages();
  if (isFiltered) {
    return (
      <EmptyMessage
        title={t('empty.filteredTitle')}
        text={t('empty.filteredText')}
        action={
          <Button variant="secondary" onPress={onClear}>
            {t('fleet.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyMessage
      title={t('empty.fleetTitle')}
      text={t('empty.fleetText', {
        permission: ethereumNodeReadPermission.name,
      })}
      action={<CreateNodeLink />}
    />
  );
}
