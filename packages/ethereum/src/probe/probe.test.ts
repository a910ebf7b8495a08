/** @jest-environment node */
import type { ServerResponse } from 'node:http';
import { aServer, type Server } from '../__fixtures__/aServer';
import { answersOf, readState, replay } from '../__fixtures__/replay';
import { rpcFetch } from '../__fixtures__/rpcFetch';
import {
  consensusSampleSchema,
  executionSampleSchema,
  type FailureReason,
  type OptionalAnswer,
} from '../health/sample';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';
import { probeNode } from './probeNode';

const TIMEOUT_MS = 1000;
/** Far more than any timeout here: what takes longer hangs. */
const PATIENCE_MS = 20_000;
const block = (fields: object = {}) => ({
  number: '0x10',
  hash: `0x${'AB'.repeat(32)}`,
  timestamp: '0x6b040624',
  transactions: [],
  ...fields,
});

const wellExecution: Record<string, unknown> = {
  eth_chainId: '0xaa36a7',
  'eth_getBlockByNumber(0x0)': block({ number: '0x0' }),
  'eth_getBlockByNumber(latest)': block(),
  eth_syncing: false,
  net_peerCount: '0x19',
  web3_clientVersion: 'Geth/v1.17.10',
  eth_config: {
    current: { activationTime: 1, chainId: '0xaa36a7', forkId: '0x6C1D9423' },
    next: null,
    last: null,
  },
};

const wellConsensus: Record<string, unknown> = {
  '/eth/v1/node/syncing': {
    head_slot: '11300000',
    sync_distance: '1',
    is_syncing: false,
    is_optimistic: false,
    el_offline: false,
  },
  '/eth/v1/node/peer_count': { connected: '60' },
  '/eth/v1/node/version': { version: 'Lighthouse/v9.0.0' },
  '/eth/v1/beacon/states/head/finality_checkpoints': {
    finalized: { epoch: '353000' },
  },
  '/eth/v1/config/fork_schedule': [
    {
      previous_version: '0x90000075',
      current_version: '0x90000076',
      epoch: '18446744073709551615',
    },
  ],
  '/eth/v1/config/spec': {
    BLOB_SCHEDULE: [{ EPOCH: '274176', MAX_BLOBS_PER_BLOCK: '15' }],
  },
};

type Answers = (response: ServerResponse) => void;

const json =
  (body: unknown, status = 200): Answers =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
const result = (value: unknown) =>
  json({ jsonrpc: '2.0', id: 1, result: value });
const error = (code: number, message = 'no') =>
  json({ jsonrpc: '2.0', id: 1, error: { code, message } });
const text =
  (body: string, status = 200): Answers =>
  response => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(body);
  };
const silence: Answers = () => {};

describe('probes', () => {
  const open: Server[] = [];
  afterEach(() => Promise.all(open.splice(0).map(server => server.close())));

  async function serve(handle: Parameters<typeof aServer>[0]) {
    const server = await aServer(handle);
    open.push(server);
    return server.url;
  }

  const execution = async (differs: Record<string, Answers> = {}) => {
    const url = await serve((call, response) =>
      (differs[call] ?? result(wellExecution[call]))(response),
    );
    return probeExecution({ url, fetch, timeoutMs: TIMEOUT_MS });
  };
  const consensus = async (differs: Record<string, Answers> = {}) => {
    const url = await serve((call, response) =>
      (differs[call] ?? json({ data: wellConsensus[call] }))(response),
    );
    return probeConsensus({ url, fetch, timeoutMs: TIMEOUT_MS });
  };

  describe('of an execution client', () => {
    it('returns every field as numbers and lower-case hex', async () => {
      const reply = await execution();
      expect(reply).toMatchObject({
        kind: 'ok',
        value: {
          chainId: 11155111,
          head: {
            number: 16,
            hash: `0x${'ab'.repeat(32)}`,
            timestamp: 1795425828,
          },
          syncing: false,
          peers: 25,
          forks: { current: { forkId: '0x6c1d9423' }, next: null },
        },
      });
      executionSampleSchema.strict().parse(reply.kind === 'ok' && reply.value);
    });

    it.each<[string, string, Answers, FailureReason, RegExp]>([
      [
        'a negative block',
        'eth_getBlockByNumber(latest)',
        result(block({ number: '-0x1' })),
        'invalid-response',
        /\(latest\)\.number: expected a quantity in hex, got "-0x1"/,
      ],
      [
        'a float',
        'eth_chainId',
        result(1.5),
        'invalid-response',
        /eth_chainId: expected a quantity in hex, got 1\.5/,
      ],
      [
        '10 MB of hex',
        'eth_chainId',
        result(`0x${'f'.repeat(10_000_000)}`),
        'invalid-response',
        /eth_chainId: answer is longer than 4 KiB/,
      ],
      [
        '3 kB of hex',
        'eth_chainId',
        result(`0x${'f'.repeat(3000)}`),
        'invalid-response',
        /eth_chainId: expected a quantity in hex, got "0xf{58}…"/,
      ],
      [
        'a null block',
        'eth_getBlockByNumber(latest)',
        result(null),
        'rpc-error',
        /\(latest\): no such block/,
      ],
      [
        'no result',
        'eth_chainId',
        json({}),
        'invalid-response',
        /eth_chainId: expected a JSON-RPC answer/,
      ],
      [
        'a block of the year 9999',
        'eth_getBlockByNumber(latest)',
        result(block({ timestamp: '0x3afff43de0' })),
        'invalid-response',
        /timestamp: expected a time before 2100/,
      ],
      [
        'a short hash',
        'eth_getBlockByNumber(latest)',
        result(block({ hash: '0xab' })),
        'invalid-response',
        /hash: expected a 32-byte hash/,
      ],
      ['HTTP 401', 'eth_chainId', json({}, 401), 'auth', /\(HTTP 401\)$/],
      [
        'HTTP 502',
        'eth_chainId',
        text('bad gateway', 502),
        'http',
        /\(eth_chainId: HTTP 502\)$/,
      ],
      [
        'a redirect',
        'eth_chainId',
        r => r.writeHead(302, { location: '/login' }).end(),
        'http',
        /HTTP 302/,
      ],
      [
        'a JSON-RPC error with HTTP 400',
        'eth_chainId',
        json({ error: { code: -32600, message: 'x' } }, 400),
        'rpc-error',
        /-32600/,
      ],
      [
        'a closed connection',
        'eth_chainId',
        r => void r.socket?.destroy(),
        'network',
        /connection closed|connection reset/,
      ],
      [
        'HTML',
        'eth_chainId',
        text('<html>\n<title>Sign in</title>'),
        'invalid-response',
        /eth_chainId: expected a JSON-RPC answer, got "<html> <title>Sign in<\/title>"/,
      ],
      [
        'HTTP 403',
        'eth_getBlockByNumber(latest)',
        text('no', 403),
        'auth',
        /\(HTTP 403\)$/,
      ],
      [
        'another JSON-RPC error',
        'eth_getBlockByNumber(latest)',
        error(-32000, 'shutting down'),
        'rpc-error',
        /\(eth_getBlockByNumber\(latest\): error -32000: shutting down\)$/,
      ],
    ])(
      'answers %s with a failure that names it',
      async (_, call, says, reason, detail) => {
        const reply = await execution({ [call]: says });
        expect(reply).toMatchObject({ kind: 'failed', reason });
        expect(reply.kind === 'failed' && reply.detail).toMatch(detail);
        expect(reply.kind === 'failed' && reply.detail).toMatch(
          /^127\.0\.0\.1:\d+ \(/,
        );
      },
    );

    it.each<[string, string, OptionalAnswer, Answers, RegExp]>([
      [
        'a number that is no text',
        'net_peerCount',
        'peers',
        result(7),
        /net_peerCount: .* got 7/,
      ],
      [
        'HTML',
        'eth_syncing',
        'syncing',
        text('<html>\n<title>Sign in</title>'),
        /eth_syncing: expected a JSON-RPC answer, got "<html> <title>Sign in<\/title>"/,
      ],
      [
        'another block 0',
        'eth_getBlockByNumber(0x0)',
        'genesis',
        result(block({ number: '0x1' })),
        /\(0x0\)\.number: expected block 0/,
      ],
      [
        'syncing true',
        'eth_syncing',
        'syncing',
        result(true),
        /eth_syncing: expected false or an object, got true/,
      ],
      [
        'a sync object without blocks',
        'eth_syncing',
        'syncing',
        result({ currentBlock: '0x1' }),
        /eth_syncing\.highestBlock: .* got nothing/,
      ],
      [
        'a version of control characters',
        'web3_clientVersion',
        'version',
        result('a\u0000b'),
        /web3_clientVersion/,
      ],
      ['HTTP 403', 'eth_syncing', 'syncing', text('no', 403), /^HTTP 403$/],
      [
        'a JSON-RPC error',
        'eth_syncing',
        'syncing',
        error(-32000, 'shutting down'),
        /^eth_syncing: error -32000: shutting down$/,
      ],
      [
        'a null block 0',
        'eth_getBlockByNumber(0x0)',
        'genesis',
        result(null),
        /^eth_getBlockByNumber\(0x0\): no such block$/,
      ],
      [
        'a refusal of a pruned block 0',
        'eth_getBlockByNumber(0x0)',
        'genesis',
        error(-32000, 'old data not available due to pruning'),
        /error -32000: old data not available due to pruning$/,
      ],
      [
        'silence',
        'net_peerCount',
        'peers',
        silence,
        /^no answer within 1000 ms$/,
      ],
    ])(
      'succeeds with %s for the optional answer %s',
      async (_, call, question, says, why) => {
        const reply = await execution({ [call]: says });
        expect(reply).toMatchObject({
          kind: 'ok',
          value: {
            head: { number: 16 },
            unanswered: { [question]: { why: expect.stringMatching(why) } },
          },
        });
        executionSampleSchema
          .strict()
          .parse(reply.kind === 'ok' && reply.value);
      },
    );

    it('succeeds without all of them, and fails without its head', async () => {
      const refuse = error(-32601);
      const bare = {
        'eth_getBlockByNumber(0x0)': refuse,
        eth_syncing: refuse,
        net_peerCount: refuse,
        web3_clientVersion: refuse,
        eth_config: refuse,
      };
      const reply = await execution(bare);
      expect(reply.kind === 'ok' && Object.keys(reply.value).sort()).toEqual([
        'chainId',
        'forksUnknown',
        'head',
        'unanswered',
      ]);
      expect(
        await execution({ ...bare, 'eth_getBlockByNumber(latest)': refuse }),
      ).toMatchObject({ kind: 'failed', reason: 'rpc-error' });
    });

    it.each([
      ['of geth before its first fork with a time', null],
      [
        'of nethermind there',
        { activationBlock: 1735371, chainId: '0xaa36a7' },
      ],
    ])('reads the eth_config %s', async (_, current) => {
      const next = {
        activationTime: 1677557088,
        chainId: '0xaa36a7',
        forkId: '0xf7f9bc08',
      };
      const reply = await execution({
        eth_config: result({ current, next, last: next }),
      });
      expect(reply).toMatchObject({
        kind: 'ok',
        value: { forks: { current: null, next: { forkId: '0xf7f9bc08' } } },
      });
    });

    it('succeeds without eth_config, with the reason of its absence', async () => {
      const reply = await execution({
        eth_config: error(-32601, 'the method eth_config does not exist'),
      });
      expect(reply).toMatchObject({
        kind: 'ok',
        value: { forksUnknown: expect.stringMatching(/-32601/) },
      });
      expect(reply.kind === 'ok' && reply.value.forks).toBeUndefined();
    });

    it('times out on a silent client', async () => {
      const url = await serve((_, response) => silence(response));
      const started = performance.now();
      expect(await probeExecution({ url, fetch, timeoutMs: 200 })).toEqual({
        kind: 'failed',
        reason: 'timeout',
        detail: `${new URL(url).host} (no answer within 200 ms)`,
      });
      expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
    });

    it('times out on a client that answers byte by byte', async () => {
      const url = await serve((_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      });
      const started = performance.now();
      expect(
        await probeExecution({ url, fetch, timeoutMs: 200 }),
      ).toMatchObject({ reason: 'timeout' });
      expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
    });

    it('times out on a fetch that ignores its signal', async () => {
      const reply = await probeExecution({
        url: 'http://127.0.0.1',
        fetch: () => new Promise(() => {}),
        timeoutMs: 50,
      });
      expect(reply).toMatchObject({ reason: 'timeout' });
    });

    it('ends when its caller aborts', async () => {
      const caller = new AbortController();
      const url = await serve((_, response) => silence(response));
      const reply = probeExecution({
        url,
        fetch,
        timeoutMs: 5000,
        signal: caller.signal,
      });
      caller.abort();
      expect(await reply).toMatchObject({
        reason: 'timeout',
        detail: expect.stringMatching(/probe cancelled/),
      });
    });

    it('stops reading an endless answer', async () => {
      let sent = 0;
      const url = await serve((_, response) => {
        response.writeHead(200);
        const more = () => {
          sent += 65_536;
          if (!response.destroyed) {
            response.write(Buffer.alloc(65_536, 0x61), () =>
              setImmediate(more),
            );
          }
        };
        more();
      });
      expect(
        await probeExecution({ url, fetch, timeoutMs: TIMEOUT_MS }),
      ).toMatchObject({
        reason: 'invalid-response',
      });
      // one call of 1 MiB, six of less, and what the sockets hold
      expect(sent).toBeLessThan(64 * 1024 * 1024);
    });

    it('reports a closed port', async () => {
      const url = await serve(() => {});
      await open.pop()?.close();
      expect(
        await probeExecution({ url, fetch, timeoutMs: TIMEOUT_MS }),
      ).toMatchObject({
        reason: 'refused',
        detail: `${new URL(url).host} (connection refused)`,
      });
    });

    it.each([
      ['ENOTFOUND', 'host name not found'],
      ['EAI_AGAIN', 'host name could not be resolved'],
      ['ECONNRESET', 'connection reset'],
      ['EPIPE', 'connection closed'],
      ['UND_ERR_SOCKET', 'connection closed'],
      ['EHOSTUNREACH', 'no route to host'],
      ['ENETUNREACH', 'network unreachable'],
      ['EADDRNOTAVAIL', 'connection failed: EADDRNOTAVAIL'],
    ])('does not report %s as a closed port', async (code, why) => {
      const failing: typeof fetch = async () => {
        throw new TypeError('fetch failed', { cause: { code } });
      };
      expect(
        await probeExecution({
          url: 'http://nowhere',
          fetch: failing,
          timeoutMs: TIMEOUT_MS,
        }),
      ).toEqual({
        kind: 'failed',
        reason: 'network',
        detail: `nowhere (${why})`,
      });
    });

    it('reports an unreachable client in a browser, which has no cause', async () => {
      const inBrowser: typeof fetch = async () => {
        throw new TypeError('Failed to fetch');
      };
      expect(
        await probeExecution({
          url: 'http://node:8545',
          fetch: inBrowser,
          timeoutMs: TIMEOUT_MS,
        }),
      ).toEqual({
        kind: 'failed',
        reason: 'network',
        detail: 'node:8545 (cannot be reached)',
      });
    });

    it.each(['nonsense', 'file:///etc/passwd', 'http://user:secret@node'])(
      'refuses the URL %s without showing it',
      async url => {
        const reply = await probeExecution({
          url,
          fetch,
          timeoutMs: TIMEOUT_MS,
        });
        expect(reply).toMatchObject({ kind: 'failed', reason: 'refused' });
        expect(JSON.stringify(reply)).not.toMatch(/secret|passwd/);
      },
    );

    it('sends the given headers, and never shows the path of a URL', async () => {
      const seen: unknown[] = [];
      const url = await serve((_, response, request) => {
        seen.push(request.headers.authorization, request.url);
        text('no', 500)(response);
      });
      const reply = await probeExecution({
        url: `${url}/v3/secretkey/`,
        fetch,
        timeoutMs: TIMEOUT_MS,
        headers: { authorization: 'Bearer t' },
      });
      expect(seen.slice(0, 2)).toEqual(['Bearer t', '/v3/secretkey']);
      expect(JSON.stringify(reply)).not.toMatch(/secretkey/);
    });
  });

  describe('of a consensus client', () => {
    it('gives every field', async () => {
      const reply = await consensus();
      expect(reply).toMatchObject({
        kind: 'ok',
        value: {
          headSlot: 11300000,
          syncDistance: 1,
          elOffline: false,
          peers: 60,
          finalizedEpoch: 353000,
          forkSchedule: [
            { currentVersion: '0x90000076', epoch: Number.MAX_SAFE_INTEGER },
          ],
          blobEpochs: [274176],
        },
      });
      consensusSampleSchema.strict().parse(reply.kind === 'ok' && reply.value);
    });

    it('succeeds before the first finality, without el_offline and without fork documents', async () => {
      const reply = await consensus({
        '/eth/v1/node/syncing': json({
          data: { head_slot: '3', sync_distance: '0', is_syncing: false },
        }),
        '/eth/v1/beacon/states/head/finality_checkpoints': json(
          { code: 404, message: 'not finalized' },
          404,
        ),
        '/eth/v1/config/fork_schedule': json(
          { code: 404, message: 'no route' },
          404,
        ),
        '/eth/v1/config/spec': text('gone', 410),
      });
      expect(reply).toMatchObject({
        kind: 'ok',
        value: {
          elOffline: false,
          isOptimistic: false,
          forksUnknown: expect.stringMatching(/HTTP 404: no route/),
        },
      });
      expect(reply.kind === 'ok' && reply.value.finalizedEpoch).toBeUndefined();
    });

    it.each<[string, string, Answers, FailureReason, RegExp]>([
      [
        'numbers instead of text',
        '/eth/v1/node/syncing',
        json({ data: { head_slot: 3, sync_distance: '0', is_syncing: false } }),
        'invalid-response',
        /node\/syncing\.head_slot: expected a number as text, got 3/,
      ],
      [
        'a negative distance',
        '/eth/v1/node/syncing',
        json({
          data: { head_slot: '3', sync_distance: '-1', is_syncing: false },
        }),
        'invalid-response',
        /sync_distance/,
      ],
      [
        'text instead of a boolean',
        '/eth/v1/node/syncing',
        json({
          data: { head_slot: '3', sync_distance: '1', is_syncing: 'no' },
        }),
        'invalid-response',
        /is_syncing/,
      ],
      [
        'no data',
        '/eth/v1/node/syncing',
        json({}),
        'invalid-response',
        /expected an answer of the Beacon API/,
      ],
      [
        'HTML',
        '/eth/v1/node/syncing',
        text('<html>'),
        'invalid-response',
        /got "<html>"/,
      ],
      [
        'HTTP 503',
        '/eth/v1/node/syncing',
        json({ code: 503, message: 'not ready' }, 503),
        'http',
        /HTTP 503: not ready/,
      ],
      ['HTTP 401', '/eth/v1/node/syncing', json({}, 401), 'auth', /HTTP 401/],
    ])(
      'answers %s with a failure that names it',
      async (_, call, says, reason, detail) => {
        const reply = await consensus({ [call]: says });
        expect(reply).toMatchObject({
          kind: 'failed',
          reason,
          detail: expect.stringMatching(detail),
        });
      },
    );

    it.each<[string, OptionalAnswer, Answers, RegExp]>([
      ['/eth/v1/node/peer_count', 'peers', json({}, 401), /^HTTP 401$/],
      ['/eth/v1/node/peer_count', 'peers', json({}), /expected an answer/],
      ['/eth/v1/node/version', 'version', text('<html>'), /got "<html>"/],
      ['/eth/v1/node/version', 'version', json({}, 501), /HTTP 501/],
    ])(
      'succeeds with an invalid answer to %s',
      async (path, question, says, why) => {
        const reply = await consensus({ [path]: says });
        expect(reply).toMatchObject({
          kind: 'ok',
          value: {
            headSlot: 11300000,
            unanswered: { [question]: { why: expect.stringMatching(why) } },
          },
        });
      },
    );
  });

  describe('of a node', () => {
    it('probes both clients concurrently, or the only one', async () => {
      const fetchRecording = replay(
        answersOf(readState('a2_synced_follower_pair')),
      );
      const urls = {
        executionUrl: 'http://127.0.0.1:8545',
        consensusUrl: 'http://127.0.0.1:5052',
      };
      const sample = await probeNode({
        ...urls,
        fetch: fetchRecording,
        timeoutMs: TIMEOUT_MS,
        now: () => 5,
      });
      expect(sample).toMatchObject({
        at: 5,
        execution: { kind: 'ok' },
        consensus: { kind: 'ok' },
      });
      const alone = await probeNode({
        executionUrl: urls.executionUrl,
        fetch: fetchRecording,
        timeoutMs: TIMEOUT_MS,
      });
      expect(alone.consensus).toEqual({ kind: 'not-configured' });
    });
  });
});

describe('a head at block 0', () => {
  const look = async (answers: Record<string, unknown>) => {
    const asked: string[] = [];
    const fetch = rpcFetch({ ...wellExecution, ...answers });
    const reply = await probeExecution({
      url: 'http://127.0.0.1:8545',
      timeoutMs: TIMEOUT_MS,
      fetch: (input, init) => {
        asked.push(JSON.parse(String(init?.body)).method);
        return fetch(input, init);
      },
    });
    return { asked, value: reply.kind === 'ok' ? reply.value : undefined };
  };
  const atGenesis = {
    'eth_getBlockByNumber(latest)': block({ number: '0x0' }),
  };

  it('differs from a chain without state, as besu reports it', async () => {
    const { value } = await look({ ...atGenesis, eth_blockNumber: '0x10' });
    expect(value).toMatchObject({ head: { number: 0 }, chainHeadNumber: 16 });
    expect(executionSampleSchema.parse(value)).toEqual(value);
  });

  it('is not reported as missing state of a client that leaves block 0 between two answers', async () => {
    const left = rpcFetch({ ...wellExecution, eth_blockNumber: '0x10' });
    const before = rpcFetch({ ...wellExecution, ...atGenesis });
    let hasLeft = false;
    const reply = await probeExecution({
      url: 'http://127.0.0.1:8545',
      timeoutMs: TIMEOUT_MS,
      fetch: (input, init) => {
        hasLeft ||= String(init?.body).includes('eth_blockNumber');
        return (hasLeft ? left : before)(input, init);
      },
    });
    const value = reply.kind === 'ok' ? reply.value : undefined;
    expect(value).toMatchObject({ head: { number: 16 } });
    expect(value).not.toHaveProperty('chainHeadNumber');
  });

  it.each([
    ['the same', '0x0'],
    ['refused', undefined],
    ['invalid-response', 16],
  ])('is block 0 when eth_blockNumber is %s', async (_, blockNumber) => {
    const { value } = await look({
      ...atGenesis,
      eth_blockNumber: blockNumber,
    });
    expect(value).toMatchObject({ head: { number: 0 } });
    expect(value).not.toHaveProperty('chainHeadNumber');
    expect(value).not.toHaveProperty('unanswered');
  });

  it('alone is requested again', async () => {
    const { asked } = await look({ eth_blockNumber: '0x20' });
    expect(asked).not.toContain('eth_blockNumber');
  });
});
