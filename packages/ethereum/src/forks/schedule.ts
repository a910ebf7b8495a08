import { END_OF_FORKS } from '../health/bounds';
import type { Fork, Network } from '../networks/schema';

/** A fork and the second at which it happens. @public */
export type DatedFork = Fork & {
  /** Seconds since the epoch. */
  time: number;
};

/**
 * When a fork happens.
 *
 * @returns seconds since the epoch; undefined for forks by block number, forks without a date or with one that stands for
 * never, and consensus forks of a network whose genesis time is unknown
 * @public
 */
export function forkTime(network: Network, fork: Fork): number | undefined {
  if (
    fork.time !== undefined ||
    fork.block !== undefined ||
    fork.consensus === undefined
  ) {
    return fork.time;
  }
  if (network.genesisTime === undefined) {
    return undefined;
  }
  const { genesisTime, slotsPerEpoch, secondsPerSlot } = network;
  const time =
    genesisTime + fork.consensus.epoch * slotsPerEpoch * secondsPerSlot;
  return time <= END_OF_FORKS ? time : undefined;
}

/**
 * The first fork of a network that is still to come.
 *
 * @param now - seconds since the epoch
 * @returns undefined when none has a date
 * @public
 */
export function nextFork(network: Network, now: number): DatedFork | undefined {
  return datedForks(network).find(fork => fork.time > now);
}

/**
 * The newest fork of a network that has happened.
 *
 * @param now - seconds since the epoch
 * @returns undefined when the newest one is from before forks had times
 * @public
 */
export function activeFork(
  network: Network,
  now: number,
): DatedFork | undefined {
  return datedForks(network)
    .filter(fork => fork.time <= now)
    .at(-1);
}

/** Forks with a time, in the order in which they happen. */
export function datedForks(network: Network): DatedFork[] {
  return network.forks
    .flatMap(fork => {
      const time = forkTime(network, fork);
      return time === undefined ? [] : [{ ...fork, time }];
    })
    .sort((a, b) => a.time - b.time);
}
