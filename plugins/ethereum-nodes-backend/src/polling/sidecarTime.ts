import type { NodeStatus } from '@nodeyard/ethereum';

/** Clocks differ a little between clusters and this backend; more than this, and one of them is wrong. */
const clockDriftMs = 5 * 60_000;

/**
 * Why a sidecar's status tells nothing about now.
 * @returns undefined when it does
 */
export function wrongTime(
  { sample }: NodeStatus,
  now: number,
): string | undefined {
  if (!sample || Math.abs(now - sample.at) <= clockDriftMs) return undefined;
  const time = new Date(sample.at).toISOString();
  return sample.at > now
    ? `The sidecar tells how the node will be at ${time}: its clock or ours is wrong`
    : `The sidecar still tells how the node was at ${time}: it or its clock stands still`;
}
