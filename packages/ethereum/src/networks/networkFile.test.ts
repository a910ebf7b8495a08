import { networks } from './generated';
import { networkFileSchema, unknownClients, withNetworks } from './networkFile';

const storage = { suggestedGi: 100 };
const aFile = networkFileSchema.parse({
  ...networks.hoodi,
  name: 'holesky',
  clients: { teku: { storage } },
});
const teku = { name: 'teku', networks: ['mainnet'], storage: { mainnet: {} } };

describe('the file of a network', () => {
  it('adds the network and its storage to the clients that it lists', () => {
    expect(withNetworks(teku, [aFile])).toEqual({
      name: 'teku',
      networks: ['mainnet', 'holesky'],
      storage: { mainnet: {}, holesky: storage },
    });
    expect(withNetworks({ ...teku, name: 'nimbus' }, [aFile])).toEqual({
      ...teku,
      name: 'nimbus',
    });
  });

  it('is refused for a client whose own file has the network', () => {
    expect(() =>
      withNetworks({ ...teku, networks: ['holesky'] }, [aFile]),
    ).toThrow(
      'networks/holesky.yaml: clients.teku: clients/teku.yaml has this network too; remove one of them',
    );
  });

  it('leaves a client that misses keys to its own schema', () => {
    expect(withNetworks({ name: 'teku' }, [aFile])).toEqual({ name: 'teku' });
  });

  it('is refused for a client that does not exist', () => {
    expect(unknownClients([aFile], ['teku'])).toEqual([]);
    expect(unknownClients([aFile], ['nimbus'])).toEqual([
      'networks/holesky.yaml: clients.teku: there is no clients/teku.yaml',
    ]);
  });
});
