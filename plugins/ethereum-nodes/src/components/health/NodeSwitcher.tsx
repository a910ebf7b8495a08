import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { Link, useSearchParams } from 'react-router-dom';
import { useMessages } from '../../hooks/useMessages';
import { StateIcon } from '../../states/StateIcon';
import styles from './NodeSwitcher.module.css';

/** Links to the nodes of an entity, so that each has a URL. */
export function NodeSwitcher(props: {
  nodes: EthereumNode[];
  selectedId: string;
}) {
  const { nodes, selectedId } = props;
  const { t } = useMessages();
  const [params] = useSearchParams();
  const searchFor = (id: string) => {
    const next = new URLSearchParams(params);
    next.set('node', id);
    return `?${next}`;
  };
  return (
    <nav aria-label={t('node.others')}>
      <ul className={styles.nodes}>
        {nodes.map(node => (
          <li key={node.id}>
            <Link
              to={searchFor(node.id)}
              replace
              aria-current={node.id === selectedId ? 'true' : undefined}
              className={styles.node}
            >
              <StateIcon state={node.state} />
              <span>
                <span className={styles.name}>{node.name}</span>
                <span className={styles.place}>
                  {node.cluster ??
                    t(
                      node.source === 'annotation'
                        ? 'node.declared'
                        : 'node.static',
                    )}{' '}
                  · {t(`state.${node.state}`)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
