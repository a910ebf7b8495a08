import { networks } from '../networks/generated';
import type { Network } from '../networks/schema';
import { activeFork, datedForks, nextFork } from './schedule';

const AMSTERDAM_ON_SEPOLIA = 1791294816;

describe('fork schedule', () => {
  it('finds the next fork', () => {
    expect(nextFork(networks.sepolia, AMSTERDAM_ON_SEPOLIA - 1)).toMatchObject({
      name: 'amsterdam',
      time: AMSTERDAM_ON_SEPOLIA,
    });
  });

  it('counts a fork as active from its second on', () => {
    expect(nextFork(networks.sepolia, AMSTERDAM_ON_SEPOLIA)).toBeUndefined();
    expect(activeFork(networks.sepolia, AMSTERDAM_ON_SEPOLIA)?.name).toBe(
      'amsterdam',
    );
    expect(activeFork(networks.sepolia, AMSTERDAM_ON_SEPOLIA - 1)?.name).toBe(
      'bpo2',
    );
  });

  it('ignores a fork that is announced without a date', () => {
    expect(networks.mainnet.forks.at(-1)).toEqual({ name: 'amsterdam' });
    expect(nextFork(networks.mainnet, 1795000000)).toBeUndefined();
  });

  it('derives the time of a fork of the consensus layer alone from its epoch', () => {
    // Altair on mainnet: 2021-10-27 10:56:23 UTC
    expect(datedForks(networks.mainnet)[0]).toMatchObject({
      name: 'altair',
      time: 1635332183,
    });
  });

  it('has no fork of a devnet', () => {
    expect(nextFork(networks.devnet, 0)).toBeUndefined();
  });

  it('agrees between the layers: every time is the start of its epoch', () => {
    const start = (network: Network, epoch: number) =>
      network.genesisTime! +
      epoch * network.slotsPerEpoch * network.secondsPerSlot;
    const both = Object.values(networks).flatMap(network =>
      network.forks
        .filter(fork => fork.time && fork.consensus)
        .map(fork => [
          network.name,
          fork.name,
          fork.time,
          start(network, fork.consensus!.epoch),
        ]),
    );
    expect(both.length).toBeGreaterThan(15);
    for (const [, , time, startOfEpoch] of both) {
      expect(time).toBe(startOfEpoch);
    }
  });

  it('lists forks in the order of their times', () => {
    for (const { forks } of Object.values(networks)) {
      const blocks = forks.flatMap(fork => fork.block ?? []);
      const times = forks.flatMap(fork => fork.time ?? []);
      expect(blocks).toEqual([...blocks].sort((a, b) => a - b));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });
});
