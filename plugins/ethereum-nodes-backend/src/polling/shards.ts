import { crc32 } from 'node:zlib';

/** Number of shards, as in the migration of `poll_shards`. More replicas than that would have nothing to poll. */
export const SHARDS = 64;

/** A node is moved towards its place in the period by this share of a period per poll at most. */
const MAX_SHIFT = 0.1;

/** Shard of a node, from 0 to `SHARDS` - 1. */
export function shardOf(nodeId: string): number {
  return crc32(nodeId) % SHARDS;
}

/** Odd, near 2^32 divided by the golden ratio: the product spreads checksums of similar IDs. */
const SPREAD = 0x9e3779b1;

/** Place of a node in the polling period, from 0 to 1. Nodes of one shard are spread as well. */
function phaseOf(nodeId: string): number {
  return (Math.imul(crc32(nodeId), SPREAD) >>> 0) / 2 ** 32;
}

/**
 * Moves the time of the next poll towards the place of the node in the period, so that polls of all nodes are spread evenly also
 * after all were polled at once, as after a start.
 *
 * @param at - milliseconds since the epoch
 */
export function alignToPhase(
  nodeId: string,
  at: number,
  pollMs: number,
): number {
  const apart = phaseOf(nodeId) * pollMs - (at % pollMs);
  const nearest = apart - Math.round(apart / pollMs) * pollMs;
  const limit = MAX_SHIFT * pollMs;
  return Math.round(at + Math.min(limit, Math.max(-limit, nearest)));
}
