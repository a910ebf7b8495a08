import { networks } from '../networks/generated';
import { crc32 } from './crc32';
import { forkId, forkIdsOf } from './forkId';

const withGenesis = Object.values(networks).filter(
  network => network.genesisHash,
);

describe('forkId', () => {
  it('gives the check value of CRC-32', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('continues a checksum over several parts', () => {
    const bytes = new TextEncoder().encode('123456789');
    expect(crc32(bytes.slice(4), crc32(bytes.slice(0, 4)))).toBe(crc32(bytes));
  });

  it('is the checksum of the genesis hash before the first fork', () => {
    expect(forkId(networks.mainnet.genesisHash!, [])).toBe('0xfc64ec04');
  });

  it('counts forks at genesis not at all and forks at one block once', () => {
    const genesis = networks.mainnet.genesisHash!;
    expect(forkId(genesis, [0, 1150000, 1150000])).toBe(
      forkId(genesis, [1150000]),
    );
  });

  it.each(withGenesis.map(network => [network.name, network] as const))(
    'recomputes every fork ID that the data of %s states',
    (_, network) => {
      const stated = Object.fromEntries(
        network.forks
          .filter(fork => fork.forkId)
          .map(fork => [fork.name, fork.forkId]),
      );
      expect(Object.keys(stated).length).toBeGreaterThan(4);
      expect(forkIdsOf(network)).toEqual(stated);
    },
  );

  it('is undefined without a genesis', () => {
    expect(forkIdsOf(networks.devnet)).toBeUndefined();
  });
});
