import { redactUrl } from '@nodeyard/ethereum';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { awaitReady } from './awaitReady';
import { main } from './cli';
import { loopbackFetch } from './probe/loopbackFetch';

describe('awaitReady', () => {
  const client = loopbackFetch();
  let server: Server;
  let answers: Array<{ status: number; body: string }>;
  let url: string;

  beforeEach(async () => {
    answers = [];
    server = createServer((request, response) => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      const known = request.url === '/readyz' && answer;
      response.writeHead(known ? answer.status : 404);
      response.end(known ? answer.body : '');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('no port');
    }
    url = `http://127.0.0.1:${address.port}`;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });
  afterAll(() => client.close());

  const answer = (ready: boolean, state: string, summary: string) => ({
    status: ready ? 200 : 503,
    body: JSON.stringify({ ready, state, summary }),
  });
  const check = (waitMs: number) =>
    awaitReady({ url, fetch: client.fetch, waitMs, intervalMs: 5 });

  it('returns the verdict of a node that is ready', async () => {
    answers = [answer(true, 'HEALTHY', 'In sync.')];
    expect(await check(0)).toEqual({ ok: true, summary: 'HEALTHY: In sync.' });
  });

  it('asks again while the node is not ready', async () => {
    answers = [
      { status: 503, body: '' },
      answer(false, 'SYNCING', 'Behind.'),
      answer(true, 'HEALTHY', 'In sync.'),
    ];
    expect(await check(60_000)).toMatchObject({ ok: true });
  });

  it('returns the verdict of a node that is not ready in time', async () => {
    answers = [answer(false, 'SYNCING', '12 blocks behind.')];
    expect(await check(0)).toEqual({
      ok: false,
      reason: `${redactUrl(
        url,
      )} was not ready within 0 s: SYNCING: 12 blocks behind.`,
    });
  });

  it.each([
    ['that is no JSON', 200, 'OK', /HTTP 200, and not the readiness/],
    ['with another shape', 200, '{"ready":1}', /not the readiness/],
    ['that is too long', 200, ' '.repeat(20_000), /longer than 16 KiB/],
    ['that contradicts its status', 500, answer(true, 'A', 'B').body, /A: B$/],
  ])('refuses a response %s', async (_, status, body, reason) => {
    answers = [{ status, body }];
    expect(await check(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('ends the command with 0 or 2', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const complain = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    answers = [answer(true, 'HEALTHY', 'In sync.')];
    expect(await main(['ready', '--url', url])).toBe(0);
    expect(write).toHaveBeenCalledWith('HEALTHY: In sync.\n');
    for (const args of [[], ['--url', 'x'], ['--url', url, '--timeout=x']]) {
      expect(await main(['ready', ...args])).toBe(2);
    }
    expect(complain).toHaveBeenCalledWith(
      expect.stringContaining('--url must be the base URL'),
    );
    write.mockRestore();
    complain.mockRestore();
  });
});
