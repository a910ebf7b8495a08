import type {
  EthereumNode,
  SnapshotFreshness,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { daysBetween } from './daysBetween';
import { everyKnown } from './everyKnown';

const VERIFIED: Record<SnapshotFreshness['status'], boolean | undefined> = {
  verified: true,
  failing: false,
  unverified: false,
  none: false,
  unknown: undefined,
};

/** Whether every node with a store of snapshots could be restored from the newest one that was tried. */
export function snapshotVerified(
  nodes: readonly EthereumNode[],
): boolean | undefined {
  return everyKnown(
    nodes.flatMap(({ snapshots }) =>
      snapshots ? [VERIFIED[snapshots.status]] : [],
    ),
  );
}

/** Of the node whose newest verified snapshot is oldest. @returns undefined while one with a store has none */
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
