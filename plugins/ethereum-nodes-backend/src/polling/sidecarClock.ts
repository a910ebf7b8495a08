import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  Message,
  Network,
  NodeSample,
  NodeStatus,
} from '@nodeyard/ethereum';

/** From this difference of clocks on, a status tells nothing. */
const MAX_CLOCK_DRIFT_MS = 5 * 60_000;

/** A sidecar's own limit: older than this many of its periods, and it calls its node UNKNOWN. */
const FRESH_PERIODS = 3;

/** As the chain treats time: a clock that is off by more than this many slots misjudges heads. */
const MAX_SKEW_SLOTS = 2;

/**
 * Why a sidecar's status tells nothing about now.
 * @returns undefined when it does
 */
export function staleClockProblem(
  { sample }: NodeStatus,
  now: number,
): Message | undefined {
  if (!sample || Math.abs(now - sample.at) <= MAX_CLOCK_DRIFT_MS)
    return undefined;
  const at = new Date(sample.at).toISOString();
  return sample.at > now
    ? say('sidecar-ahead', { at })
    : say('sidecar-stuck', { at });
}

/** A network as a sidecar judges by it. Devnets share a name, not their times: those are the sidecar's to say. */
export function networkOfSidecar(
  network: Network | undefined,
  { node }: NodeStatus,
): Network | undefined {
  if (network?.kind !== 'devnet') return network;
  const { secondsPerSlot, slotsPerEpoch, genesisTime } = node;
  return {
    ...network,
    secondsPerSlot: secondsPerSlot ?? network.secondsPerSlot,
    slotsPerEpoch: slotsPerEpoch ?? network.slotsPerEpoch,
    genesisTime: genesisTime ?? network.genesisTime,
  };
}

/**
 * How far a sidecar's clock is from ours, where it is certain: a sample from our future, or one that is older than its own
 * period, the round in which it was read, and two slots account for.
 */
export function clockSkew(
  { sample, sidecar, verdict }: NodeStatus,
  { secondsPerSlot }: Network,
  { now, pollMs }: { now: number; pollMs: number },
): Message | undefined {
  // UNKNOWN: by its own clock the sample is old too.
  if (!sample || verdict.state === 'UNKNOWN') return undefined;
  const boundMs = MAX_SKEW_SLOTS * secondsPerSlot * 1000;
  const delayMs = FRESH_PERIODS * sidecar.pollIntervalMs + pollMs;
  const aheadMs = sample.at - now;
  if (aheadMs <= boundMs && aheadMs >= -delayMs - boundMs) return undefined;
  const apart = Math.round(Math.abs(aheadMs) / 1000);
  return say(aheadMs > 0 ? 'sidecar-clock-ahead' : 'sidecar-clock-behind', {
    apart,
  });
}

/** A sample at the time of our own clock where the sidecar's is ahead, so that heads are not as old as it has them. */
export function clampToNow(sample: NodeSample, now: number): NodeSample {
  return { ...sample, at: Math.min(sample.at, now) };
}
