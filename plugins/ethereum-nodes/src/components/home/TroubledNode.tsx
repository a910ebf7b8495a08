import { Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import { StateIcon } from '../../states/StateIcon';
import { useNodePlace } from '../../states/useNodePlace';
import { useStateSentence } from '../../states/useStateSentence';
import styles from './MyNodes.module.css';

/** A node with what is the matter with it; its name leads to its page. */
export function TroubledNode(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const href = useNodeHref()(node.id);
  const place = useNodePlace(node);
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
