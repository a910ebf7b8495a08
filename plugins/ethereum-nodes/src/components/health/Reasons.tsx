import { Text } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useSaid } from '../../hooks/useSaid';
import { useMessages } from '../../hooks/useMessages';
import styles from './Reasons.module.css';

/** What led to the verdict, in words. The figures that it rests on stand where they belong: head, clients, disk. */
export function Reasons(props: { node: EthereumNodeDetail }) {
  const { summary, summaryCoded, verdict } = props.node;
  const { t } = useMessages();
  const formats = useFormats();
  const skew = verdict?.evidence.clockSkewSeconds;
  const said = useSaid();
  const reasons = [
    ...(verdict?.reasons.length
      ? said.all(verdict.reasons, verdict.reasonsCoded)
      : [said.one(summary, summaryCoded)]),
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
