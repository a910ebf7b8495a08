import type { Plan } from './plan';
import { storeOf } from './snapshots';

/** What a plan has of snapshots, in sentences: when they are taken, where they are kept, and what begins with one. @public */
export function snapshotWords({ request, nodes, pool }: Plan): string[] {
  const { snapshots, environments } = request;
  if (!snapshots) return [];
  const stores = [
    ...new Set(environments.map(name => storeOf(snapshots, name))),
  ];
  const restored = [...nodes, ...(pool ? [pool] : [])].flatMap(
    ({ name, restore }) => (restore === 'latest' ? [name] : []),
  );
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
