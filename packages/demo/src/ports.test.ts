import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { takenPorts } from './ports';

describe('takenPorts', () => {
  it.each(['127.0.0.1', '::1'])(
    'names a port that is in use on %s, its purpose and the option for another',
    async address => {
      const other = createServer().listen(0, address);
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;

      const problems = await takenPorts([
        { port, what: 'Backstage in the browser', option: 'DEMO_APP_PORT' },
      ]);
      other.close();

      expect(problems).toEqual([
        `Port ${port} (Backstage in the browser) is taken. Stop what uses it, or choose another: DEMO_APP_PORT=${
          port + 100
        } make start`,
      ]);
    },
  );

  it('returns nothing for a free port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    other.close();
    await once(other, 'close');
    expect(
      await takenPorts([{ port, what: 'a node', option: 'DEMO_NODES_PORT' }]),
    ).toEqual([]);
  });
});
