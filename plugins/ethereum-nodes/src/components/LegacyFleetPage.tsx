import { PluginHeader } from '@backstage/ui';
import { useMessages } from '../hooks/useMessages';
import { EthereumIcon } from './EthereumIcon';
import { FleetPage } from './fleet/FleetPage';

/** Fleet page with a header. In the new frontend system, the app renders the header. */
export function LegacyFleetPage() {
  const { t } = useMessages();
  return (
    <>
      <PluginHeader icon={<EthereumIcon />} title={t('title')} />
      <FleetPage />
    </>
  );
}
