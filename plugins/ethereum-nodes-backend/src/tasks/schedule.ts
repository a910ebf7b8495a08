import type {
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ShardLeases } from '../store/ShardLeases';
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
import { Poller, tickMs } from './Poller';

/** Without `owners` no notifications are sent. */
type TaskDeps = { owners?: NotifyOwnersDeps } & DiscoverDeps &
  RefreshDeclaredDeps &
  PollDeps &
  RefreshSnapshotsDeps & {
    lifecycle: LifecycleService;
    shards: ShardLeases;
  } & Parameters<typeof compactHistory>[0];

/**
 * Schedules the tasks of the plugin. Each runs on one replica at a time, except polling, whose nodes are divided among the replicas.
 */
export async function scheduleTasks(
  scheduler: SchedulerService,
  config: Pick<
    EthereumNodesConfig,
    'discoverMs' | 'snapshotStores' | 'snapshotsMs'
  >,
  deps: TaskDeps,
): Promise<void> {
  const { discoverMs } = config;
  const poller = new Poller(deps, deps.shards);
  deps.lifecycle.addShutdownHook(() => poller.stop());
  await scheduler.scheduleTask({
    id: 'poll',
    scope: 'local',
    frequency: { milliseconds: tickMs(deps.pollMs) },
    timeout: { milliseconds: Math.max(deps.pollMs, 60_000) },
    fn: () => poller.tick(),
  });
  await scheduler.scheduleTask({
    id: 'discover',
    scope: 'global',
    frequency: { milliseconds: discoverMs },
    timeout: { milliseconds: Math.max(discoverMs, 120_000) },
    fn: async signal => {
      const changed = await discover(deps, signal);
      await refreshDeclared(deps);
      if (changed.length > 0) poller.reload();
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
      frequency: { milliseconds: deps.pollMs },
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
