import { redactUrl } from '@nodeyard/ethereum';
import { awaitReady } from './awaitReady';
import { main } from './cli';
import { loopbackFetch } from './probe/loopbackFetch';
import { serveInTurn, type AnswerServer } from './__testUtils__/serveInTurn';

describe('awaitReady', () => {
  const client = loopbackFetch();
  let server: AnswerServer;

  beforeEach(async () => {
    server = await serveInTurn('/readyz');
  });
  afterEach(() => server.close());
  afterAll(() => client.close());

  const answer = (ready: boolean, state: string, summary: string) => ({
    status: ready ? 200 : 503,
    body: JSON.stringify({ ready, state, summary }),
  });
  const check = (waitMs: number) =>
    awaitReady({
      url: server.url,
      fetch: client.fetch,
      waitMs,
      intervalMs: 5,
    });

  it('returns the verdict of a node that is ready', async () => {
    server.answers = [answer(true, 'HEALTHY', 'In sync.')];
    expect(await check(0)).toEqual({ ok: true, summary: 'HEALTHY: In sync.' });
  });

  it('asks again while the node is not ready', async () => {
    server.answers = [
      { status: 503, body: '' },
      answer(false, 'SYNCING', 'Behind.'),
      answer(true, 'HEALTHY', 'In sync.'),
    ];
    expect(await check(60_000)).toMatchObject({ ok: true });
  });

  it('returns the verdict of a node that is not ready in time', async () => {
    server.answers = [answer(false, 'SYNCING', '12 blocks behind.')];
    expect(await check(0)).toEqual({
      ok: false,
      reason: `${redactUrl(
        server.url,
      )} was not ready within 0 s: SYNCING: 12 blocks behind.`,
    });
  });

  it.each([
    ['that is no JSON', 200, 'OK', /HTTP 200, and not the readiness/],
    ['with another shape', 200, '{"ready":1}', /not the readiness/],
    ['that is too long', 200, ' '.repeat(20_000), /longer than 16 KiB/],
    ['that contradicts its status', 500, answer(true, 'A', 'B').body, /A: B$/],
  ])('refuses a response %s', async (_, status, body, reason) => {
    server.answers = [{ status, body }];
    expect(await check(0)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('ends the command with 0 or 2', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const complain = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    server.answers = [answer(true, 'HEALTHY', 'In sync.')];
    expect(await main(['ready', '--url', server.url])).toBe(0);
    expect(write).toHaveBeenCalledWith('HEALTHY: In sync.\n');
    for (const args of [
      [],
      ['--url', 'x'],
      ['--url', server.url, '--timeout=x'],
    ]) {
      expect(await main(['ready', ...args])).toBe(2);
    }
    expect(complain).toHaveBeenCalledWith(
      expect.stringContaining('--url must be the base URL'),
    );
    write.mockRestore();
    complain.mockRestore();
  });
});
