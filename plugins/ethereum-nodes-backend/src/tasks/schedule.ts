import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EthereumNodesConfig } from '../config';
import type { RefreshDeclaredDeps } from '../catalog/refreshDeclared';
import { refreshDeclared } from '../catalog/refreshDeclared';
import type { DiscoverDeps } from './discover';
import { discover } from './discover';
import { compactHistory } from './compactHistory';
import type { RefreshSnapshotsDeps } from './refreshSnapshots';
import { refreshSnapshots } from './refreshSnapshots';
import type { NotifyOwnersDeps } from './notifyOwners';
import { notifyOwners } from './notifyOwners';
import type { PollDeps } from './poll';
import { poll } from './poll';

/** Without `owners` no notifications are sent. */
type TaskDeps = { owners?: NotifyOwnersDeps } & DiscoverDeps &
  RefreshDeclaredDeps &
  PollDeps &
  RefreshSnapshotsDeps &
  Parameters<typeof compactHistory>[0];

/**
 * Schedules the tasks of the plugin. All are global: each runs on one replica at a time.
 */
export async function scheduleTasks(
  scheduler: SchedulerService,
  config: Pick<
    EthereumNodesConfig,
    'discoverMs' | 'pollMs' | 'timeoutMs' | 'snapshotStores' | 'snapshotsMs'
  >,
  deps: TaskDeps,
): Promise<void> {
  const { discoverMs, pollMs, timeoutMs } = config;
  await scheduler.scheduleTask({
    id: 'poll',
    scope: 'global',
    frequency: { milliseconds: pollMs },
    // A round ends after one period and one timeout; this limit is for a database that hangs.
    timeout: { milliseconds: 3 * (pollMs + timeoutMs) },
    fn: async signal => {
      await poll(deps, signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'discover',
    scope: 'global',
    frequency: { milliseconds: discoverMs },
    timeout: { milliseconds: Math.max(discoverMs, 120_000) },
    fn: async signal => {
      const changed = await discover(deps, signal);
      await refreshDeclared(deps);
      if (changed.some(({ kind }) => kind === 'appeared')) {
        await triggerPoll(scheduler, deps.logger);
      }
    },
  });
  await scheduler.scheduleTask({
    id: 'compact-history',
    scope: 'global',
    frequency: { minutes: 5 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 1 },
    fn: () => compactHistory(deps),
  });
  const { owners } = deps;
  if (owners) {
    await scheduler.scheduleTask({
      id: 'notify-owners',
      scope: 'global',
      frequency: { milliseconds: pollMs },
      timeout: { minutes: 10 },
      fn: signal => notifyOwners(owners, signal),
    });
  }
  if (config.snapshotStores.length > 0) {
    await scheduler.scheduleTask({
      id: 'refresh-snapshots',
      scope: 'global',
      frequency: { milliseconds: config.snapshotsMs },
      // The first run reads all manifests of a store, later ones only new manifests.
      timeout: { minutes: 30 },
      fn: signal => refreshSnapshots(deps, config.snapshotStores, signal),
    });
  }
}

/** Polls new nodes at once, unless a round is in progress. */
async function triggerPoll(
  scheduler: SchedulerService,
  logger: LoggerService,
): Promise<void> {
  try {
    await scheduler.triggerTask('poll');
  } catch (error) {
    logger.debug(`New nodes wait for the next polling round: ${String(error)}`);
  }
}
