import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { TickingAge } from '../shared/TickingAge';
import styles from './fleetColumns.module.css';

/** Head block and head age in one line: "Block 25,123,456 · 4s". */
export function HeadSummary(props: { node: EthereumNode }) {
  const { headNumber, headTime } = props.node;
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <span className={styles.number}>
      {t('head.block')} {formats.count(headNumber)}
      {headTime && (
        <>
          {' · '}
          <TickingAge since={headTime} />
        </>
      )}
    </span>
  );
}
