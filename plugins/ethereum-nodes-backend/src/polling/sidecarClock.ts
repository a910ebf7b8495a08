import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  Message,
  Network,
  NodeSample,
  NodeStatus,
} from '@nodeyard/ethereum';

/** A status with a larger difference of clocks is not used. */
const MAX_CLOCK_DRIFT_MS = 5 * 60_000;

/** Periods of the sidecar after which it reports its node as UNKNOWN itself. */
const FRESH_PERIODS = 3;

/** Slots of clock skew from which heads are misjudged. */
const MAX_SKEW_SLOTS = 2;

/**
 * Why the sample of a status is too far from the current time.
 * @returns undefined if it is not
 */
export function staleClockProblem(
  { sample }: NodeStatus,
  now: number,
): Message | undefined {
  if (!sample || Math.abs(now - sample.at) <= MAX_CLOCK_DRIFT_MS) {
    return undefined;
  }
  const at = new Date(sample.at).toISOString();
  return sample.at > now
    ? say('sidecar-ahead', { at })
    : say('sidecar-stuck', { at });
}

/** The network with the times that a sidecar reports. Devnets share a name and differ in their times. */
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
 * Clock skew of a sidecar, if it is certain: a sample in the future, or one older than the periods of sidecar and polling plus two
 * slots explain.
 */
export function clockSkew(
  { sample, sidecar, verdict }: NodeStatus,
  { secondsPerSlot }: Network,
  { now, pollMs }: { now: number; pollMs: number },
): Message | undefined {
  // UNKNOWN: the sample is old by the sidecar's clock as well.
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

/** Limits the time of a sample to the current time, so that a fast clock of the sidecar does not make heads look old. */
export function clampToNow(sample: NodeSample, now: number): NodeSample {
  return { ...sample, at: Math.min(sample.at, now) };
}
