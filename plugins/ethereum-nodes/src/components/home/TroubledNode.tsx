import { Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import { StateIcon } from '../../states/StateIcon';
import { useNodeLocation } from '../../states/useNodeLocation';
import { useStateSentence } from '../../states/useStateSentence';
import styles from './MyNodes.module.css';

/** Node that needs attention, with its problems; its name links to its page. */
export function TroubledNode(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const href = useNodeHref()(node.id);
  const place = useNodeLocation(node);
  const sentence = useStateSentence(node);
  return (
    <li className={styles.node}>
      <StateIcon state={node.state} size={20} />
      <div>
        <Text as="p">
          <Link href={href} weight="bold">
            {node.name}
          </Link>{' '}
          <Text color="secondary">{place}</Text>
        </Text>
        <Text as="p">{sentence}</Text>
        {!node.forkReady && (
          <Text as="p" color="warning">
            {t('home.forkNotReady')}
          </Text>
        )}
        {node.finalizing === false && (
          <Text as="p" color="warning">
            {t('finality.missing')}
          </Text>
        )}
      </div>
    </li>
  );
}
