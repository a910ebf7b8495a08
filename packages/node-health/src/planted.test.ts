import * as ethereum from '@nodeyard/ethereum';
import { aDevnet } from './__fixtures__/devnet';
import { eventually } from './__fixtures__/eventually';
import { startSidecar, type Sidecar } from './sidecar';

jest.mock('@nodeyard/ethereum', () => {
  const actual = jest.requireActual('@nodeyard/ethereum');
  return { ...actual, probeNode: jest.fn(), judge: jest.fn(actual.judge) };
});

const probe = jest.mocked(ethereum.probeNode);
const judge = jest.mocked(ethereum.judge);

const inSync = async (): Promise<ethereum.NodeSample> => ({
  at: Date.now(),
  execution: {
    kind: 'ok',
    ms: 2,
    value: {
      chainId: aDevnet().chainId,
      head: {
        number: 100,
        hash: `0x${'1'.repeat(64)}`,
        timestamp: Math.floor(Date.now() / 1000),
      },
      syncing: false,
    },
  },
  consensus: { kind: 'not-configured' },
});

describe('an unexpected error in the sidecar', () => {
  let sidecar: Sidecar;
  const logged: string[] = [];
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${sidecar.port}${path}`);
  const verdict = async () =>
    ethereum.nodeStatusSchema.parse(await (await get('/status')).json())
      .verdict;
  const isReady = () =>
    eventually(async () => expect((await verdict()).ready).toBe(true));

  beforeAll(async () => {
    probe.mockImplementation(inSync);
    sidecar = await startSidecar(
      {
        nodeName: 'geth-0',
        networkFile: '',
        executionUrl: 'http://127.0.0.1:1',
        listenAddress: '127.0.0.1',
        port: 0,
        intervalMs: 20,
        timeoutMs: 20,
      },
      { ...aDevnet(), genesisHash: undefined },
      (level, message) => logged.push(`${level}: ${message}`),
    );
  });
  afterAll(() => sidecar.stop());

  it('in a probe results in a failed sample and a log line, and the next probe runs', async () => {
    await isReady();
    probe.mockRejectedValue(new RangeError('Invalid time value'));
    await eventually(async () =>
      expect(await verdict()).toMatchObject({
        state: 'UNREACHABLE',
        ready: false,
        summary: expect.stringContaining('Invalid time value'),
      }),
    );
    expect(logged).toContain(
      "error: the sidecar's probe failed (Invalid time value)",
    );
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/livez')).status).toBe(200);
    probe.mockImplementation(inSync);
    await isReady();
  });

  it('in the judge results in UNKNOWN with the reason, and the next sample is judged', async () => {
    await isReady();
    judge.mockImplementation(() => {
      throw new RangeError('Invalid time value');
    });
    await eventually(async () =>
      expect(await verdict()).toMatchObject({
        state: 'UNKNOWN',
        ready: false,
        summary: expect.stringContaining('Invalid time value'),
      }),
    );
    expect((await get('/readyz')).status).toBe(503);
    judge.mockImplementation(jest.requireActual('@nodeyard/ethereum').judge);
    await isReady();
  });
});
