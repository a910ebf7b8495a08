import type { FleetSummary } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import { Link, useSearchParams } from 'react-router-dom';
import { withFilter } from '../../hooks/useFleetFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { StateLabel } from '../../states/StateLabel';
import styles from './StateCounts.module.css';

/** Counts by state, worst first. Each links to the nodes in that state; the selected one links to all nodes. */
export function StateCounts(props: { byState: FleetSummary['byState'] }) {
  const { byState } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const [params] = useSearchParams();
  const chosen = params.getAll('state');
  return (
    <nav aria-label={t('fleet.counts')} className={styles.container}>
      <ul className={styles.counts}>
        {nodeStates
          .filter(state => byState[state])
          .map(state => {
            const isChosen = chosen.length === 1 && chosen[0] === state;
            const target = withFilter(params, 'state', isChosen ? [] : [state]);
            return (
              <li key={state}>
                <Link
                  to={{ search: target.toString() }}
                  aria-current={isChosen ? 'true' : undefined}
                  className={styles.count}
                >
                  <StateLabel state={state} />
                  <span className={styles.number}>
                    {formats.count(byState[state])}
                  </span>
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
