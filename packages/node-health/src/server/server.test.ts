import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { NodeStatus, Verdict } from '@nodeyard/ethereum';
import { answersOf, status, verdict } from '../__testUtils__/answers';
import { startServer, type RunningServer } from './server';

describe('startServer', () => {
  let server: RunningServer;
  let now: NodeStatus = status;
  let probingGoesOn = true;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    server = await startServer({
      address: '127.0.0.1',
      port: 0,
      answers: answersOf({
        status: () => now,
        isProbing: () => probingGoesOn,
      }),
    });
  });
  afterEach(() => {
    now = status;
    probingGoesOn = true;
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => server.stop());

  const get = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, {
      ...init,
      headers: { connection: 'close', ...init?.headers },
    });

  const connected = async () => {
    const socket = connect(server.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  const answerTo = async (request: string) => {
    const socket = await connected();
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.write(request);
    await once(socket, 'close');
    return text;
  };

  it.each([
    [undefined, ['127.0.0.1', '[::1]']],
    ['0.0.0.0', ['127.0.0.1']],
    ['::1', ['[::1]']],
  ])('on %s listens at %j and nowhere else', async (address, reached) => {
    const other = await startServer({
      address,
      port: 0,
      answers: answersOf(),
    });
    const reachable = async () => {
      const hosts = await Promise.all(
        ['127.0.0.1', '[::1]'].map(host =>
          fetch(`http://${host}:${other.port}/livez`, {
            headers: { connection: 'close' },
          }).then(
            ({ ok }) => (ok ? host : []),
            () => [],
          ),
        ),
      );
      return hosts.flat();
    };
    const before = await reachable();
    await other.stop();
    // Where it did not listen, a server of another test may have the same port.
    const after = await reachable();
    expect(before.filter(host => !after.includes(host))).toEqual(reached);
  });

  it('returns 200 and the state on /readyz if the node is ready', async () => {
    const response = await get('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      state: 'SYNCED',
      ready: true,
      summary: verdict.summary,
      since: '2026-11-23T12:00:00.000Z',
    });
  });

  it('returns 503 and the state on /readyz if the node is not ready', async () => {
    now = {
      ...status,
      verdict: { ...verdict, state: 'WAITING_FOR_CL', ready: false },
    };
    const response = await get('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      state: 'WAITING_FOR_CL',
      ready: false,
    });
  });

  const withFinality = (finality: Verdict['finality'], ready = true) => ({
    ...status,
    verdict: { ...verdict, ready, finality },
  });
  const finalizing = { distanceEpochs: 2, finalizing: true, detail: 'well' };

  it.each<[string, Verdict['finality'], number, string]>([
    ['that finalizes', finalizing, 200, verdict.summary],
    [
      'that does not',
      { distanceEpochs: 9, finalizing: false, detail: 'epoch 4 is finalized' },
      503,
      'epoch 4 is finalized',
    ],
    [
      'whose own lag hides it',
      { distanceEpochs: 9, detail: 'cannot be determined' },
      503,
      'cannot be determined',
    ],
    [
      'without a consensus client',
      undefined,
      503,
      'Finality cannot be determined: no consensus client reports a finalized epoch',
    ],
  ])(
    'serves /readyz?require=finality of a chain %s',
    async (_, finality, code, summary) => {
      now = withFinality(finality);
      const response = await get('/readyz?require=finality');
      expect(response.status).toBe(code);
      expect(await response.json()).toEqual({
        state: 'SYNCED',
        ready: code === 200,
        summary,
        since: '2026-11-23T12:00:00.000Z',
      });
      expect((await get('/readyz')).status).toBe(200);
    },
  );

  it('does not make a node ready because it finalizes', async () => {
    now = withFinality(finalizing, false);
    const response = await get('/readyz?require=finality');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ summary: verdict.summary });
  });

  it.each([
    '?require=finalty',
    '?require=',
    '?require=finality&require=peers',
    '?requires=finality',
    '?verbose',
  ])('refuses /readyz%s and lists the requirements', async query => {
    const response = await get(`/readyz${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: expect.stringMatching(
        /^\/readyz does not support the parameter ".+"\. Use \/readyz\?require=finality, or \/readyz without parameters\.$/,
      ),
    });
  });

  it('serves /readyz with an empty query as without one', async () => {
    expect((await get('/readyz?')).status).toBe(200);
  });

  it('serves /livez by the state of the probes alone', async () => {
    now = {
      ...status,
      verdict: { ...verdict, state: 'UNREACHABLE', ready: false },
    };
    expect((await get('/livez')).status).toBe(200);
    probingGoesOn = false;
    expect((await get('/livez')).status).toBe(503);
  });

  it('returns the whole status as JSON, and forkNotReady for backends before 0.2', async () => {
    expect(await (await get('/status?verbose')).json()).toEqual({
      ...status,
      verdict: { ...verdict, forkNotReady: false },
    });
  });

  it('serves metrics with their content type', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toBe(
      'text/plain; version=0.0.4',
    );
    expect(await response.text()).toBe('eth_node_ready 1\n');
  });

  it.each([
    '/',
    '/debug/pprof',
    '/readyz/',
    '//readyz',
    '/../status',
    '/status%2f',
  ])('returns 404 on %s', async path => {
    expect(
      await answerTo(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1.1 404 /);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])(
    'returns 405 to %s and the allowed method',
    async method => {
      const response = await get('/status', { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET');
    },
  );

  it('returns 400 to a request with a body, does not read it and closes the connection', async () => {
    expect(
      await answerTo(
        'GET /status HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{',
      ),
    ).toMatch(/^HTTP\/1.1 400 [\s\S]*Connection: close/);
  });

  it('does not send 100 Continue', async () => {
    const answer = await answerTo(
      'GET /status HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toContain('100 Continue');
  });

  it('returns 431 to headers of more than 4 KiB', async () => {
    expect(
      await answerTo(
        `GET /status HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(
          5000,
        )}\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1.1 431 /);
  });

  it('closes connections that do not use HTTP', async () => {
    expect(await answerTo('hello?\r\n\r\n')).toMatch(/^HTTP\/1.1 400 |^$/);
  });

  it('closes the oldest idle connection of a source that has too many, not the newest', async () => {
    for (let i = 0; i < 8; i++) await connected();
    const newest = await connected();
    const [oldest] = sockets;
    if (!oldest) throw new Error('no socket is open');
    await once(oldest.resume(), 'close');
    newest.write('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(newest, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(8);
  });

  it('serves only the probe routes on the probe port', async () => {
    const probes = await startServer({
      address: '127.0.0.1',
      port: 0,
      answers: answersOf(),
      routes: ['/readyz', '/livez'],
    });
    const codes = await Promise.all(
      ['/readyz', '/livez', '/status', '/metrics'].map(async path => {
        const url = `http://127.0.0.1:${probes.port}${path}`;
        return (await fetch(url, { headers: { connection: 'close' } })).status;
      }),
    );
    await probes.stop();
    expect(codes).toEqual([200, 200, 404, 404]);
  });

  it('closes connections without a complete request within seconds', async () => {
    const silent = await connected();
    const slow = await connected();
    slow.write('GET /status HTTP/1.1\r\nHost: x\r\n');
    const began = Date.now();
    await Promise.all([
      once(silent.resume(), 'close'),
      once(slow.resume(), 'close'),
    ]);
    expect(Date.now() - began).toBeLessThan(10_000);
  }, 120_000);
});
