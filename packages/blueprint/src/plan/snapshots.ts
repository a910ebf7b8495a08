import { storeKindOf } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { Problem } from '../problem';
import { nodeDraftOf } from '../request/draft';
import type { RequestDraft } from '../request/draft';
import type { EnvironmentName, NodeRequest } from '../request/schema';
import type { PlannedNode } from './nodes';

/** Secret that the team makes for a bucket, unless it says another: its name says what it is for. @public */
export const defaultSnapshotSecret = 'snapshot-store';

const draftSchema = z
  .object({ schedule: z.unknown(), store: z.unknown() })
  .partial()
  .optional()
  .catch(undefined);

/** Restores without a store, and a store that nothing is put into and nothing taken from. */
export function snapshotProblems(draft: RequestDraft): Problem[] {
  const snapshots = draftSchema.parse(draft.snapshots);
  const asked = [
    ...draft.nodes.map(
      (node, index) => [`nodes[${index}].restore`, node?.restore] as const,
    ),
    ['serve.restore', nodeDraftOf(draft.serve)?.restore] as const,
  ].filter(([, restore]) => restore === 'latest');
  if (draft.snapshots === undefined) {
    return asked.map(([path, value]) => ({
      path,
      value,
      reason: 'has no store to restore from',
      fix: 'Add snapshots.store, for example s3://eth-snapshots/payments, or choose none.',
    }));
  }
  if (snapshots?.store === undefined || snapshots.schedule !== undefined) {
    return [];
  }
  if (asked.length > 0) return [];
  return [
    {
      path: 'snapshots.store',
      value: snapshots.store,
      reason:
        'is of no use: no snapshots are taken, and no node begins with one',
      fix: 'Add snapshots.schedule, for example "0 3 * * *", or restore: latest to a node, or remove snapshots.',
    },
  ];
}

/** Whether pods have the store as a mounted volume, and not over the network. */
export function isMountedStore(store: string): boolean {
  return storeKindOf(store)?.isMounted ?? false;
}

/**
 * Where an environment has its snapshots. What takes snapshots also removes old ones by itself, so that each environment
 * has a place of its own in a bucket; who only reads is told where to.
 */
export function storeOf(
  { store, schedule }: NonNullable<NodeRequest['snapshots']>,
  environment: EnvironmentName,
): string {
  return isMountedStore(store) || schedule === undefined
    ? store
    : `${store.replace(/\/+$/, '')}/${environment}`;
}

/** Where the environments of a request have theirs, each place once. */
export function storesOf({ snapshots, environments }: NodeRequest): string[] {
  return snapshots
    ? [...new Set(environments.map(name => storeOf(snapshots, name)))]
    : [];
}

/** Names of what begins with the newest verified snapshot, the pool last. */
export function restoredNames({
  nodes,
  pool,
}: {
  nodes: readonly PlannedNode[];
  pool?: PlannedNode;
}): string[] {
  return [...nodes, ...(pool ? [pool] : [])].flatMap(({ name, restore }) =>
    restore ? [name] : [],
  );
}
