import { Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { InsightPanel } from './InsightPanel';
import { NodeLinks } from './NodeLinks';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetDisks(options);

const SECONDS_PER_DAY = 86_400;

/** Days until disks are full, the fewest first. */
export function DisksPanel() {
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <InsightPanel
      title={t('insights.disks.title')}
      hint={t('insights.disks.hint')}
      load={load}
    >
      {({ known, unknown, nodes }) => (
        <>
          <NodeLinks nodes={nodes} total={known}>
            {({ usedBytes, totalBytes, daysLeft }) => (
              <>
                {t('disk.used', {
                  used: formats.bytes(usedBytes),
                  total: formats.bytes(totalBytes),
                  share: formats.share(usedBytes / totalBytes),
                })}
                {daysLeft !== undefined && (
                  <>
                    {' · '}
                    {t('insights.disks.left', {
                      duration: formats.seconds(daysLeft * SECONDS_PER_DAY),
                    })}
                  </>
                )}
              </>
            )}
          </NodeLinks>
          {unknown > 0 && (
            <Text as="p" variant="body-small" color="secondary">
              {t('insights.disks.unknown', { number: formats.count(unknown) })}
            </Text>
          )}
        </>
      )}
    </InsightPanel>
  );
}
