import type {
  EthereumNode,
  SnapshotFreshness,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isSnapshotStale } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { daysBetween } from './daysBetween';
import { everyKnown } from './everyKnown';

const VERIFIED: Record<SnapshotFreshness['status'], boolean | undefined> = {
  verified: true,
  failing: false,
  unverified: false,
  none: false,
  unknown: undefined,
};

/** Whether the last verification succeeded for every node with a snapshot store. */
export function snapshotVerified(
  nodes: readonly EthereumNode[],
): boolean | undefined {
  return everyKnown(
    nodes.flatMap(({ snapshots }) =>
      snapshots ? [VERIFIED[snapshots.status]] : [],
    ),
  );
}

/**
 * Age of the newest verified snapshot, of the node where that is oldest.
 * @returns undefined if a node with a snapshot store has none
 */
export function snapshotAgeDays(
  nodes: readonly EthereumNode[],
  now: Date,
): number | undefined {
  const times = nodes.flatMap(({ snapshots }) =>
    snapshots ? [snapshots.blockTime] : [],
  );
  const days = times.flatMap(time => (time ? [daysBetween(time, now)] : []));
  if (days.length === 0 || days.length < times.length) return undefined;
  return Math.round(Math.max(...days) * 10) / 10;
}

/**
 * Whether the newest verified snapshot of every node is no older than its schedule allows.
 * @returns undefined if no node has a snapshot store, or one of them has no verified snapshot
 */
export function snapshotCurrent(
  nodes: readonly EthereumNode[],
  now: Date,
): boolean | undefined {
  return everyKnown(
    nodes.flatMap(({ snapshots }) =>
      snapshots
        ? [
            snapshots.blockTime === undefined
              ? undefined
              : !isSnapshotStale(snapshots, now.getTime()),
          ]
        : [],
    ),
  );
}
