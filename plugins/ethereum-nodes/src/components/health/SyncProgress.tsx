import { Flex, Text } from '@backstage/ui';
import type { Verdict } from '@nodeyard/ethereum';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { Bar } from '../shared/Bar';

/** Progress of a sync, with the estimated time left if known. */
export function SyncProgress(props: {
  progress: NonNullable<Verdict['progress']>;
}) {
  const { currentBlock, highestBlock, etaSeconds } = props.progress;
  const { t } = useMessages();
  const formats = useFormats();
  const blocks = t('progress.blocks', {
    current: formats.count(currentBlock),
    highest: formats.count(highestBlock),
  });
  const eta =
    etaSeconds === undefined
      ? t('progress.noEta')
      : t('progress.eta', { eta: formats.seconds(etaSeconds) });
  return (
    <Flex direction="column" gap="1">
      <Bar
        share={highestBlock === 0 ? 0 : currentBlock / highestBlock}
        label={t('progress.label')}
        valueText={`${blocks}, ${eta}`}
        tone="busy"
      />
      <Text as="p" variant="body-small" color="secondary">
        {blocks} · {eta}
      </Text>
    </Flex>
  );
}
