import { Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { StateIcon } from '../../states/StateIcon';
import { useNodeLocation } from '../../states/useNodeLocation';
import { useStateSentence } from '../../states/useStateSentence';
import { TickingAge } from '../shared/TickingAge';
import readable from '../shared/readable.module.css';
import styles from './NodeSummary.module.css';

/** One node in three lines: state, name and location, head. */
export function NodeSummary(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const place = useNodeLocation(node);
  const sentence = useStateSentence(node);
  return (
    <div className={`${styles.glance} ${readable.text}`}>
      <StateIcon state={node.state} size={28} />
      <div>
        <Text as="p" weight="bold">
          {sentence}
        </Text>
        <Text as="p" color="secondary">
          {node.name} · {place}
        </Text>
        {node.finalizing === false && (
          <Text as="p" color="warning">
            {t('finality.missing')}
          </Text>
        )}
        {node.headTime && (
          <Text as="p" color="secondary" className={styles.numbers}>
            {t('head.block')} {formats.count(node.headNumber)} · {t('head.age')}{' '}
            <TickingAge since={node.headTime} />
          </Text>
        )}
      </div>
    </div>
  );
}
