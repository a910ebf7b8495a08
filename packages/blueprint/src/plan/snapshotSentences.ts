import type { Plan } from './plan';
import { restoredNames, storesOf } from './snapshots';

/** What a plan has of snapshots, in sentences: when they are taken, where they are kept, and what begins with one. @public */
export function snapshotSentences(plan: Plan): string[] {
  const { snapshots } = plan.request;
  if (!snapshots) return [];
  const stores = storesOf(plan.request);
  const restored = restoredNames(plan);
  return [
    ...(snapshots.schedule === undefined
      ? []
      : [
          `Snapshots of each node are taken by the schedule "${
            snapshots.schedule
          }" (UTC), into ${stores.join(', ')}`,
        ]),
    ...(restored.length === 0
      ? []
      : [
          `The newest verified snapshot of ${stores.join(
            ', ',
          )} is what ${restored.join(', ')} ${
            restored.length === 1 ? 'begins' : 'begin'
          } with`,
        ]),
  ];
}
