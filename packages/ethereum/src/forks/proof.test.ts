import { networks } from '../networks/generated';
import { provesNetwork } from './proof';

const { hoodi, mainnet, sepolia } = networks;

const fork = (network: typeof sepolia, activationTime: number, id: string) => ({
  activationTime,
  chainId: network.chainId,
  forkId: id,
});
const only = (current: ReturnType<typeof fork>) => ({
  current,
  next: null,
  last: null,
});

describe('provesNetwork', () => {
  it.each(
    Object.values(networks).flatMap(network =>
      network.forks.flatMap(({ name, time, forkId }) =>
        time === undefined || forkId === undefined
          ? []
          : [[network.name, name, network, time, forkId] as const],
      ),
    ),
  )('holds for %s by its fork %s', (_, _name, network, time, id) => {
    expect(provesNetwork(network, only(fork(network, time, id)))).toBe(true);
  });

  it('succeeds with a fork that is active from genesis, with time 0', () => {
    expect(provesNetwork(hoodi, only(fork(hoodi, 0, '0xbef71d30')))).toBe(true);
  });

  it('succeeds with the next fork alone, while the head is before the first one', () => {
    const next = fork(mainnet, 1681338455, '0xdce96c2d');
    expect(provesNetwork(mainnet, { current: null, next, last: next })).toBe(
      true,
    );
  });

  it('succeeds with a withdrawn fork, and with one that our data lacks', () => {
    const withdrawn = fork(hoodi, 1793036568, '0x3d068b59');
    expect(provesNetwork(hoodi, only(withdrawn))).toBe(true);
    const unknown = { ...hoodi, withdrawnForks: [] };
    expect(provesNetwork(unknown, only(withdrawn))).toBe(true);
  });

  it('fails with the fork ID of another network, of another chain ID, or without one', () => {
    const ours = fork(sepolia, 1791294816, '0x6c1d9423');
    expect(
      provesNetwork(sepolia, only({ ...ours, forkId: '0x268956b6' })),
    ).toBe(false);
    expect(provesNetwork(sepolia, only({ ...ours, chainId: 1 }))).toBe(false);
    expect(
      provesNetwork(sepolia, { current: null, next: null, last: null }),
    ).toBe(false);
    expect(provesNetwork(networks.devnet, only(ours))).toBe(false);
  });
});
