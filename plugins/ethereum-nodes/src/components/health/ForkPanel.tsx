import { Alert, Flex, Text } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ForkReadiness } from '@nodeyard/ethereum';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { Bar } from '../shared/Bar';
import { Panel } from '../shared/Panel';
import { RelativeTime } from '../shared/RelativeTime';
import styles from './ForkPanel.module.css';

const verdictKeys = {
  READY: 'fork.ready',
  MISSING: 'fork.missing',
  MISMATCH: 'fork.mismatch',
  UNKNOWN: 'fork.unknown',
  NONE_SCHEDULED: 'fork.none',
} as const;

/** Future risks of a node: readiness for the next fork, and disk use. */
export function ForkPanel(props: { node: EthereumNodeDetail }) {
  const { node } = props;
  const { t } = useMessages();
  const forks = node.verdict?.forks ?? [];
  const disk = node.sample?.disk;
  return (
    <div className={styles.row}>
      <Panel title={t('fork.title')}>
        <Flex direction="column" gap="3">
          {!node.forkReady && <ForkWarning forks={forks} />}
          {forks.map(fork => (
            <LayerFork key={fork.layer} fork={fork} />
          ))}
          {forks.length === 0 && <Text as="p">{t('fork.unknown')}</Text>}
        </Flex>
      </Panel>
      {disk && (
        <DiskPanel usedBytes={disk.usedBytes} totalBytes={disk.totalBytes} />
      )}
    </div>
  );
}

function ForkWarning(props: { forks: ForkReadiness[] }) {
  const { t } = useMessages();
  const failing = props.forks.find(
    ({ verdict }) => verdict === 'MISSING' || verdict === 'MISMATCH',
  );
  const title = failing?.fork
    ? t('fork.notReady', { fork: failing.fork })
    : t('fork.notReadyUnnamed');
  return <Alert status="warning" icon title={title} />;
}

function LayerFork(props: { fork: ForkReadiness }) {
  const { layer, verdict, fork, time, detail, detailCoded } = props.fork;
  const { t } = useMessages();
  const renderer = useMessageRenderer();
  return (
    <div>
      <Text as="p">
        <strong>{t(`layer.${layer}`)}</strong>: {t(verdictKeys[verdict])}
        {fork && ` · ${fork}`}
        {time !== undefined && (
          <>
            {' '}
            <RelativeTime time={time * 1_000} />
          </>
        )}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {renderer.render(detail, detailCoded)}
      </Text>
    </div>
  );
}

function DiskPanel(props: { usedBytes: number; totalBytes: number }) {
  const { usedBytes, totalBytes } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const share = totalBytes === 0 ? 0 : usedBytes / totalBytes;
  const usage = t('disk.used', {
    used: formats.bytes(usedBytes),
    total: formats.bytes(totalBytes),
    share: formats.share(share),
  });
  return (
    <Panel title={t('disk.title')}>
      <Flex direction="column" gap="2">
        <Bar
          share={share}
          label={t('disk.label')}
          valueText={usage}
          tone={diskTone(share)}
        />
        <Text as="p">{usage}</Text>
      </Flex>
    </Panel>
  );
}

function diskTone(share: number) {
  if (share >= 0.95) {
    return 'bad';
  }
  return share >= 0.85 ? 'warning' : 'good';
}
