import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import { TickingAge } from '../shared/TickingAge';
import styles from './fleetColumns.module.css';

/** The head of a node and its age in one line: "Block 25,123,456 · 4s". */
export function HeadWords(props: { node: EthereumNode }) {
  const { headNumber, headTime } = props.node;
  const { t } = useMessages();
  return (
    <span className={styles.number}>
      {t('head.block')} {formatCount(headNumber)}
      {headTime && (
        <>
          {' · '}
          <TickingAge since={headTime} />
        </>
      )}
    </span>
  );
}
