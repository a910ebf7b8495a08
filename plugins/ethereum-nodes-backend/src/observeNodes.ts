import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { isError } from '@backstage/errors';
import type { NodeCounts } from './store/NodeCounts';

/**
 * Adds a gauge of the nodes in the database, counted when metrics are collected: every replica reports the same values.
 *
 * It shows that polling has stopped, on whichever replica: verdicts expire, and nodes become stale. Backstage 1.57 has no health
 * checks of plugins; readiness would be the wrong one, because a backend without polling still serves pages.
 */
export function observeNodes(
  metrics: Pick<MetricsService, 'createObservableGauge'>,
  counts: NodeCounts,
  logger: LoggerService,
): void {
  metrics
    .createObservableGauge<{ state: string; stale: boolean }>(
      'ethereum_nodes.nodes',
      {
        description:
          'Nodes by state. A node is stale if its newest verdict has expired',
      },
    )
    .addCallback(async result => {
      try {
        for (const { nodes, ...attributes } of await counts.read()) {
          result.observe(nodes, attributes);
        }
      } catch (error) {
        logger.warn(
          'Failed to count nodes for metrics',
          isError(error) ? error : undefined,
        );
      }
    });
}
