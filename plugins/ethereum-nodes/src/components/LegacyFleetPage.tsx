import { PluginHeader } from '@backstage/ui';
import { useMessages } from '../hooks/useMessages';
import { EthereumIcon } from './EthereumIcon';
import { FleetPage } from './fleet/FleetPage';

/** The fleet page with the header that the new frontend system draws by itself. */
export function LegacyFleetPage() {
  const { t } = useMessages();
  return (
    <>
      <PluginHeader icon={<EthereumIcon />} title={t('title')} />
      <FleetPage />
    </>
  );
}
