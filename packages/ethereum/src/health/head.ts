import type { Network } from '../networks/schema';
import type { NodeSample } from './sample';

/**
 * A head this many slots old is fresh: missed slots are normal.
 * @public
 */
export const FRESH_HEAD_SLOTS = 4;

/** A head this many slots ahead of our clock means that our clock is slow. */
const SKEW_SLOTS = 2;

/** Age up to which a head is fresh. */
export const freshSeconds = (network: Network) =>
  FRESH_HEAD_SLOTS * network.secondsPerSlot;

/** Seconds since the head's block; negative when it is ahead of our clock; undefined without an answer. */
export function headAgeSeconds(
  sample: NodeSample,
  at = sample.at,
): number | undefined {
  return sample.execution.kind === 'ok'
    ? Math.round(at / 1000 - sample.execution.value.head.timestamp)
    : undefined;
}

/** Seconds by which our own clock is behind the network; undefined when it is not, or not noticeably. */
export function clockSkewSeconds(
  network: Network,
  sample: NodeSample,
): number | undefined {
  const age = headAgeSeconds(sample);
  return age !== undefined && -age > SKEW_SLOTS * network.secondsPerSlot
    ? -age
    : undefined;
}

/** Whether the consensus client confirms the head of the execution client; true if none is configured. */
export function consensusAgrees({ consensus }: NodeSample): boolean {
  if (consensus.kind === 'not-configured') {
    return true;
  }
  if (consensus.kind === 'failed') {
    return false;
  }
  const { isOptimistic, elOffline, syncDistance } = consensus.value;
  return !isOptimistic && !elOffline && syncDistance <= FRESH_HEAD_SLOTS;
}

/**
 * Whether the head is recent and confirmed.
 *
 * An optimistic head is not confirmed: no client has executed it. Nor is block 0, even on a young devnet: no consensus client has
 * set it as the head.
 */
export function isFresh(network: Network, sample: NodeSample): boolean {
  const age = headAgeSeconds(sample);
  return (
    age !== undefined &&
    age <= freshSeconds(network) &&
    !isAtGenesis(sample) &&
    consensusAgrees(sample)
  );
}

/** Whether the head is block 0. */
export function isAtGenesis({ execution }: NodeSample): boolean {
  return execution.kind === 'ok' && execution.value.head.number === 0;
}

/**
 * Newest block of a client that reports block 0 as its head because the state of its chain's end is missing: besu during a heal,
 * or after an unclean stop. Such a client does not wait for its first head.
 */
export function blockWithoutState({
  execution,
}: NodeSample): number | undefined {
  return execution.kind === 'ok' ? execution.value.chainHeadNumber : undefined;
}
