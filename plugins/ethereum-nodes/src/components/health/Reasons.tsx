import { Text } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { useMessages } from '../../hooks/useMessages';
import styles from './Reasons.module.css';

/** Reasons of the verdict. The evidence is shown in the panels of head, clients and disk. */
export function Reasons(props: { node: EthereumNodeDetail }) {
  const { summary, summaryCoded, verdict } = props.node;
  const { t } = useMessages();
  const formats = useFormats();
  const skew = verdict?.evidence.clockSkewSeconds;
  const renderer = useMessageRenderer();
  const reasons = [
    ...(verdict?.reasons.length
      ? renderer.renderAll(verdict.reasons, verdict.reasonsCoded)
      : [renderer.render(summary, summaryCoded)]),
    ...(skew === undefined
      ? []
      : [t('evidence.clockSkew', { duration: formats.seconds(skew) })]),
  ].filter(reason => reason !== '');
  if (reasons.length === 0) return null;
  return (
    <section aria-label={t('evidence.title')}>
      {reasons.length === 1 ? (
        <Text as="p" className={styles.reason}>
          {reasons[0]}
        </Text>
      ) : (
        <ul className={styles.reasons}>
          {reasons.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
