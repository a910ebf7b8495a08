/** @jest-environment node */
import { answersOf, callOf, readState, replay } from '../__fixtures__/replay';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';

const options = { url: 'http://127.0.0.1', timeoutMs: 20_000 };
const recorded = replay(answersOf(readState('a2_synced_follower_pair')));

/** The recorded pair, one of whose calls is answered with a text at once, and all others later. */
const pairBut =
  (call: string, text: string, status = 200): typeof fetch =>
  async (input, init) => {
    if (callOf(String(input), init?.body) === call) {
      return new Response(text, { status });
    }
    await new Promise(setImmediate);
    return recorded(input, init);
  };

describe('responses of a client to a probe', () => {
  it.each([
    ['eth_chainId', 4],
    ['eth_getBlockByNumber(latest)', 1024],
    ['/eth/v1/node/syncing', 4],
  ])('are read to %s up to %i KiB', async (call, kib) => {
    const fetch = pairBut(call, 'x'.repeat(kib * 1024 + 1));
    const probe = call.startsWith('/') ? probeConsensus : probeExecution;
    expect(await probe({ ...options, fetch })).toMatchObject({
      reason: 'invalid-response',
      detail: expect.stringContaining(
        `${call}: answer is longer than ${kib} KiB`,
      ),
    });
  });

  it('may be too long if they are optional', async () => {
    const long = `"${'x'.repeat(70_000)}"`;
    expect(
      await probeExecution({ ...options, fetch: pairBut('eth_config', long) }),
    ).toMatchObject({
      kind: 'ok',
      value: {
        forksUnknown: 'eth_config: answer is longer than 64 KiB',
      },
    });
    const fetch = pairBut('/eth/v1/config/spec', long);
    expect(await probeConsensus({ ...options, fetch })).toMatchObject({
      kind: 'ok',
    });
  });

  it('include the status of a long page of a proxy', async () => {
    const fetch = pairBut('eth_chainId', 'x'.repeat(10_000), 502);
    expect(await probeExecution({ ...options, fetch })).toMatchObject({
      reason: 'http',
      detail: expect.stringContaining('eth_chainId: HTTP 502'),
    });
  });

  it.each([
    ['nested', '['.repeat(60_000), 'is nested deeper than 32 levels'],
    [
      'nested in objects',
      '{"a":'.repeat(10_000),
      'is nested deeper than 32 levels',
    ],
  ])('are not read after the first one that is %s', async (_, text, why) => {
    const parse = jest.spyOn(JSON, 'parse');
    const reply = await probeExecution({
      ...options,
      // Not needed, and yet nothing is read beside it.
      fetch: pairBut('eth_config', text),
    });
    expect(reply).toMatchObject({
      reason: 'invalid-response',
      detail: expect.stringContaining(`eth_config: answer ${why}`),
    });
    const answers = parse.mock.calls.filter(([parsed]) =>
      String(parsed).includes('"result"'),
    );
    parse.mockRestore();
    expect(answers).toEqual([]);
  });

  it('are not read after the first one with too many parts', async () => {
    const text = `[${'[],'.repeat(50_000)}[]]`;
    expect(
      await probeExecution({
        ...options,
        fetch: pairBut('eth_getBlockByNumber(latest)', text),
      }),
    ).toMatchObject({
      reason: 'invalid-response',
      detail: expect.stringContaining('has more than 40000 parts'),
    });
  });

  it('are not confused by a header with text of a response', async () => {
    const headers = {
      'x-debug': 'true',
      'x-state': 'false',
      'x-kind': 'result',
      'x-block': 'finalized',
      'x-client': 'geth',
    };
    const plain = await probeConsensus({ ...options, fetch: recorded });
    const masked = await probeConsensus({
      ...options,
      fetch: recorded,
      headers,
    });
    expect(masked).toEqual({ ...plain, ms: expect.any(Number) });
    expect(
      await probeExecution({ ...options, fetch: recorded, headers }),
    ).toMatchObject({
      kind: 'ok',
      value: { clientVersion: expect.stringMatching(/^Geth/) },
    });
  });
});
