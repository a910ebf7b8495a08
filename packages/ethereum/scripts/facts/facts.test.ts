import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { executionClients } from '../../src/clients/generated';
import { networks } from '../../src/networks/generated';
import { compareAges } from './age';
import { compareWithCheckpointSources } from './checkpoints';
import { compareWithImages } from './images';

const geth = {
  ...executionClients.geth,
  image: { repository: 'ethereum/client-go', tag: 'v1.17.9' },
  minimumTags: { sepolia: 'v1.17.6' },
};

describe('compareWithImages', () => {
  const findingsWith = async (...tags: string[]) => {
    const [result] = await compareWithImages([geth], async () => tags);
    return result?.checked ? result.findings : result;
  };

  it('reports the newest release, and neither candidates nor builds for one architecture', async () => {
    expect(
      await findingsWith(
        'v1.17.6',
        'v1.17.9',
        'v1.17.10',
        'v1.18.0-rc.1',
        'v1.18.0-amd64',
        'latest',
      ),
    ).toEqual([
      {
        source: 'image ethereum/client-go',
        field: 'clients/geth image.tag',
        ours: 'v1.17.9',
        theirs: 'v1.17.10',
      },
    ]);
  });

  it('reports our tags that do not exist', async () => {
    expect(await findingsWith('v1.17.9')).toEqual([
      expect.objectContaining({
        field: 'clients/geth minimumTags.sepolia v1.17.6',
        theirs: 'no such tag',
      }),
    ]);
  });

  it('reports the registry that could not be queried', async () => {
    const [looked] = await compareWithImages([geth], async () => {
      throw new Error('no such host');
    });
    expect(looked).toEqual({
      source: 'image ethereum/client-go',
      checked: false,
      why: 'no such host',
    });
  });
});

describe('compareWithCheckpointSources', () => {
  const { hoodi } = networks;
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach(server => server.close()));

  const genesisTime = hoodi.genesisTime ?? 0;
  const epochSeconds = hoodi.slotsPerEpoch * hoodi.secondsPerSlot;
  const now = (genesisTime + 1000 * epochSeconds) * 1000;

  async function compareSource(answer: RequestListener) {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const checkpointSync = [`http://127.0.0.1:${port}`];
    const [result] = await compareWithCheckpointSources(
      [{ ...hoodi, checkpointSync }],
      now,
    );
    return result;
  }

  const serving =
    (root: string | undefined, epoch: number): RequestListener =>
    (request, response) =>
      response.end(
        JSON.stringify({
          data: request.url?.endsWith('/genesis')
            ? {
                genesis_time: String(genesisTime),
                genesis_validators_root: root,
              }
            : { finalized: { epoch: String(epoch), root: '0x00' } },
        }),
      );

  it('has no finding for a source that serves the network', async () => {
    expect(
      await compareSource(serving(hoodi.genesisValidatorsRoot, 997)),
    ).toMatchObject({ checked: true, comparisons: 3, findings: [] });
  });

  it('reports another network and an old checkpoint', async () => {
    expect(
      await compareSource(serving(`0x${'00'.repeat(32)}`, 900)),
    ).toMatchObject({
      findings: [
        { field: 'networks/hoodi genesisValidatorsRoot' },
        { ours: 'finalized within 2 h' },
      ],
    });
  });

  it('reports a source that refuses access as not checked', async () => {
    const looked = await compareSource((_, response) =>
      response.writeHead(403).end('forbidden'),
    );
    expect(looked).toMatchObject({
      checked: false,
      why: expect.stringContaining('HTTP 403'),
    });
  });
});

describe('compareAges', () => {
  it('lists the files whose newest source is more than 30 days old', () => {
    const looked = compareAges(Date.parse('2026-11-30T12:00:00Z'), {
      clients: [
        { name: 'geth', checkedAt: '2026-10-31' },
        { name: 'besu', checkedAt: '2026-10-30' },
      ],
    });
    expect(looked).toMatchObject({
      comparisons: 2,
      findings: [{ field: 'clients/besu checkedAt', ours: '2026-10-30' }],
    });
  });
});
