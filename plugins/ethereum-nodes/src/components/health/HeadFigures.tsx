import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ReactNode } from 'react';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../shared/RelativeTime';
import { TickingAge } from '../shared/TickingAge';
import styles from './HeadFigures.module.css';

/** Head block, head age, last response and sync rate. */
export function HeadFigures(props: { node: EthereumNodeDetail }) {
  const { node } = props;
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <dl className={styles.figures}>
      <Figure name={t('head.block')}>{formats.count(node.headNumber)}</Figure>
      <Figure name={t('head.age')}>
        {node.headTime ? <TickingAge since={node.headTime} /> : '–'}
      </Figure>
      <Figure name={t('head.seen')}>
        {node.lastSeen ? (
          <RelativeTime time={node.lastSeen} />
        ) : (
          t('time.never')
        )}
      </Figure>
      {node.syncRate !== undefined && (
        <Figure name={t('head.rate')}>
          {t('head.rateValue', { rate: formats.rate(node.syncRate) })}
        </Figure>
      )}
    </dl>
  );
}

function Figure(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt className={styles.name}>{props.name}</dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}
