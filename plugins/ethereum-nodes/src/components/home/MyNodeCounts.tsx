import { Link } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { StateLabel } from '../../states/StateLabel';
import styles from './MyNodes.module.css';

/** Number of nodes in each state, worst first; each links to these nodes in the fleet. */
export function MyNodeCounts(props: {
  nodes: readonly EthereumNode[];
  fleet: string;
}) {
  const { nodes, fleet } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const countOf = (state: string) =>
    nodes.filter(node => node.state === state).length;
  return (
    <ul className={styles.counts} aria-label={t('fleet.counts')}>
      {nodeStates
        .filter(state => countOf(state) > 0)
        .map(state => (
          <li key={state}>
            <Link href={`${fleet}?mine=true&state=${state}`}>
              <span className={styles.count}>
                <StateLabel state={state} /> {formats.count(countOf(state))}
              </span>
            </Link>
          </li>
        ))}
    </ul>
  );
}
