/** @jest-environment node */
import { recordedDevnet } from '../__fixtures__/networks';
import {
  answersOf,
  answersOfRow,
  callOf,
  readState,
  readTimeline,
  replay,
  stateNames,
  timelineNames,
  undrivenNames,
} from '../__fixtures__/replay';
import { withBatches, type BatchResponse } from '../__fixtures__/withBatches';
import { judge } from '../health/judge';
import type { NodeSample } from '../health/sample';
import type { Verdict } from '../health/verdict';
import { windowOf } from '../health/window';
import { ProbeMemory } from './memory';
import { probeExecution } from './probeExecution';
import { probeNode, type ProbeNodeOptions } from './probeNode';
import type { ProbeFetch } from './target';

const urls = {
  executionUrl: 'http://127.0.0.1:8545',
  consensusUrl: 'http://127.0.0.1:5052',
};
const MINUTE_MS = 60_000;
const NEXT_FORK_BLOCK = 120;
const recorded = replay(answersOf(readState('a2_synced_follower_pair')));

const take = (
  options: Pick<ProbeNodeOptions, 'fetch'> & Partial<ProbeNodeOptions>,
) => probeNode({ ...urls, timeoutMs: 150, now: () => 0, ...options });

/** Without the times that the clients took. */
function timeless(sample: NodeSample): unknown {
  return JSON.parse(
    JSON.stringify(sample, (key, value) => (key === 'ms' ? 0 : value)),
  );
}

/** States of a recorded timeline, each with whether the node is ready. */
async function courseOf(
  name: string,
  clock: { now: number },
  memory?: ProbeMemory,
): Promise<string[]> {
  const verdicts: Verdict[] = [];
  const samples: NodeSample[] = [];
  for (const row of readTimeline(name)) {
    const at = Date.parse(row.at);
    clock.now = at;
    const { fetch } = withBatches(replay(answersOfRow(row)));
    samples.push(await take({ fetch, memory, now: () => at }));
    verdicts.push(
      judge({
        network: recordedDevnet,
        samples: windowOf(samples, at),
        now: at,
        pollIntervalMs: 2000,
        previous: verdicts.at(-1),
      }),
    );
  }
  return verdicts.map(({ state, ready }) => `${state} ${ready}`);
}

describe('a probe with a memory', () => {
  it.each([...stateNames, ...undrivenNames])(
    'returns the sample of one without, at once and again: %s',
    async name => {
      const single = replay(answersOf(readState(name)));
      const expected = timeless(await take({ fetch: single }));
      const memory = new ProbeMemory();
      const { fetch } = withBatches(single);
      expect(timeless(await take({ fetch, memory }))).toEqual(expected);
      expect(timeless(await take({ fetch, memory }))).toEqual(expected);
    },
  );

  it.each(timelineNames)(
    'is judged as one without: %s',
    async name => {
      const clock = { now: 0 };
      const memory = new ProbeMemory({ now: () => clock.now });
      expect(await courseOf(name, clock, memory)).toEqual(
        await courseOf(name, clock),
      );
    },
    60_000,
  );

  it('sends one batch, and few requests once it has cached the node', async () => {
    const memory = new ProbeMemory();
    const { fetch, log } = withBatches(recorded);
    await take({ fetch, memory });
    await take({ fetch, memory });
    expect(log.batches).toEqual([
      [
        'eth_getBlockByNumber',
        'eth_syncing',
        'net_peerCount',
        'eth_chainId',
        'eth_getBlockByNumber',
        'web3_clientVersion',
        'eth_config',
      ],
      ['eth_getBlockByNumber', 'eth_syncing', 'net_peerCount'],
    ]);
    // The recorded client has one peer, which is so few that they are asked for in every probe.
    expect(log.single.slice(6)).toEqual([
      '/eth/v1/node/syncing',
      '/eth/v1/node/peer_count',
    ]);
  });
});

const response = (body: unknown, status = 200) =>
  Response.json(body, { status });

describe('a batch', () => {
  it.each<
    [string, (responses: BatchResponse[]) => Response | Promise<Response>]
  >([
    [
      'is not a list',
      () =>
        response({
          jsonrpc: '2.0',
          id: null,
          error: { code: -32600, message: 'no batches' },
        }),
    ],
    ['is an empty list', () => response([])],
    ['lacks a response', responses => response(responses.slice(1))],
    [
      'has a response twice',
      ([first = {}, ...rest]) =>
        response([first, { ...first, result: '0x1' }, ...rest.slice(1)]),
    ],
    [
      'has a response three times',
      ([first = {}, ...rest]) =>
        response([first, first, first, ...rest.slice(2)]),
    ],
    [
      'has more responses than calls',
      responses => response([...responses, ...responses]),
    ],
    [
      'has IDs that are texts',
      responses =>
        response(responses.map(one => ({ ...one, id: String(one.id) }))),
    ],
    [
      'has IDs of no call',
      responses =>
        response(responses.map(one => ({ ...one, id: Number(one.id) + 100 }))),
    ],
    [
      'has IDs that are no integers',
      responses => response(responses.map(one => ({ ...one, id: 1.5 }))),
    ],
    [
      'has members that are no objects',
      responses => response(responses.map(() => null)),
    ],
    [
      'has responses without a result',
      responses => response(responses.map(({ id }) => ({ id }))),
    ],
    [
      'has errors of no known form',
      responses => response(responses.map(({ id }) => ({ id, error: 'no' }))),
    ],
    ['is HTML', () => new Response('<html>')],
    ['is cut', () => new Response('[{"jsonrpc":"2.0","id":1,"resu')],
    [
      'is too large for its calls',
      () => new Response(`["${'x'.repeat(2_000_000)}"]`),
    ],
    ['is refused with HTTP 403', () => response({}, 403)],
    ['is refused with HTTP 413', () => response({}, 413)],
    ['is limited with HTTP 429', responses => response(responses, 429)],
    ['is not answered', () => new Promise(() => {})],
  ])(
    'that %s gives way to single requests for ten minutes',
    async (_, answer) => {
      let now = 0;
      const memory = new ProbeMemory({ now: () => now });
      const expected = timeless(await take({ fetch: recorded }));
      const { fetch, log } = withBatches(recorded, answer);
      for (const batches of [1, 1]) {
        const sample = await take({ fetch, memory });
        expect(timeless(sample)).toEqual(expected);
        expect(log.batches).toHaveLength(batches);
      }
      now += 10 * MINUTE_MS;
      await take({ fetch, memory });
      expect(log.batches).toHaveLength(2);
    },
  );

  it('is read in any order, with errors of single calls', async () => {
    const refusing = replay(call =>
      call === 'eth_config'
        ? {
            status: 200,
            body: {
              jsonrpc: '2.0',
              id: 1,
              error: { code: -32601, message: 'no' },
            },
          }
        : answersOf(readState('a2_synced_follower_pair'))(call),
    );
    const { fetch, log } = withBatches(refusing, responses =>
      response([...responses].reverse()),
    );
    const memory = new ProbeMemory();
    expect(timeless(await take({ fetch, memory }))).toEqual(
      timeless(await take({ fetch: refusing })),
    );
    expect(log.batches).toHaveLength(1);
    expect(log.single.filter(name => !name.startsWith('/'))).toEqual([]);
  });

  it('to a closed port is not followed by single requests', async () => {
    let requests = 0;
    const fetch: ProbeFetch = async () => {
      requests += 1;
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    };
    const memory = new ProbeMemory();
    const options = { fetch, memory, url: urls.executionUrl, timeoutMs: 1000 };
    expect(await probeExecution(options)).toMatchObject({ reason: 'refused' });
    expect(requests).toBe(1);
  });

  it('that ends the connection twice is replaced by single requests', async () => {
    const memory = new ProbeMemory();
    const { fetch, log } = withBatches(recorded, () => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    });
    for (const batches of [1, 2, 2]) {
      expect(await take({ fetch, memory })).toMatchObject({
        execution: { kind: 'ok' },
      });
      expect(log.batches).toHaveLength(batches);
    }
  });

  it('with endless nesting ends the probe', async () => {
    const { fetch, log } = withBatches(
      recorded,
      () => new Response('['.repeat(60_000)),
    );
    const memory = new ProbeMemory();
    const sample = await take({ fetch, memory });
    expect(sample.execution).toMatchObject({
      kind: 'failed',
      reason: 'invalid-response',
      detail: expect.stringContaining('nested deeper than 32 levels'),
    });
    expect(log.single.filter(name => !name.startsWith('/'))).toEqual([]);
  });

  it('is sent with the headers of the endpoint, whose values are not returned', async () => {
    const { fetch } = withBatches(recorded, responses =>
      response(
        responses.map(one =>
          one.result === 'Geth/v1.17.8-stable/linux-amd64/go1.26.8'
            ? { ...one, result: 'Geth/very-secret-token' }
            : one,
        ),
      ),
    );
    const headers = { authorization: 'Bearer very-secret-token' };
    const sample = await take({ fetch, memory: new ProbeMemory(), headers });
    expect(JSON.stringify(sample)).not.toContain('very-secret-token');
    expect(sample).toMatchObject({
      execution: { value: { clientVersion: 'Geth/***' } },
    });
  });
});

describe('cached answers of an execution client', () => {
  const hashOf = (number: number, branch = 'a') =>
    `0x${branch}${number.toString(16).padStart(63, '0')}`;
  const blockAt = (number: number, branch = 'a', parentBranch = branch) => ({
    number: `0x${number.toString(16)}`,
    hash: hashOf(number, branch),
    parentHash: hashOf(number - 1, parentBranch),
    timestamp: `0x${(1795425828 + 12 * number).toString(16)}`,
  });
  const results: Record<string, unknown> = {
    eth_chainId: '0x1ca4',
    eth_syncing: false,
    net_peerCount: '0x9',
    web3_clientVersion: 'Geth/v1',
    eth_config: {
      current: null,
      next: {
        activationTime: 1795425828 + 12 * NEXT_FORK_BLOCK,
        chainId: '0x1ca4',
        forkId: '0x01020304',
      },
      last: null,
    },
  };

  /** A client whose head is set, probed once at block 100. */
  async function probedAt100() {
    let head = blockAt(100);
    let reconnected = false;
    let now = 0;
    const memory = new ProbeMemory({ now: () => now, random: () => 0.5 });
    const { fetch, log } = withBatches(async (_, init) => {
      const { method, params } = JSON.parse(String(init?.body));
      const blocks = {
        latest: head,
        '0x0': { ...blockAt(0), timestamp: '0x6b040624' },
      };
      const result =
        method === 'eth_getBlockByNumber'
          ? blocks[params[0] as keyof typeof blocks]
          : results[method];
      return Response.json({ jsonrpc: '2.0', id: 1, result });
    });
    const again = async (
      next: ReturnType<typeof blockAt>,
      isNew = false,
      ms = 0,
    ) => {
      head = next;
      reconnected = isNew;
      now += ms;
      log.batches.length = 0;
      await probeExecution({
        url: urls.executionUrl,
        timeoutMs: 1000,
        memory,
        fetch: async (url, request) => {
          const { status, body } = await fetch(url, request);
          return { status, body, reconnected };
        },
      });
      return [...new Set(log.batches.flat())].includes('eth_chainId');
    };
    await again(head, true);
    return again;
  }

  type Again = Parameters<Awaited<ReturnType<typeof probedAt100>>>;

  it.each<[string, Again]>([
    ['the same head', [blockAt(100)]],
    ['its child', [blockAt(101)]],
    ['a later head', [blockAt(110)]],
  ])('are used with %s', async (_, next) => {
    const again = await probedAt100();
    expect(await again(...next)).toBe(false);
  });

  it.each<[string, Again]>([
    ['a later head after 11 minutes', [blockAt(110), false, 11 * MINUTE_MS]],
    ['a new connection', [blockAt(101), true]],
    ['another block of the same height', [blockAt(100, 'b')]],
    ['a child of another block', [blockAt(101, 'a', 'b')]],
    ['an earlier head', [blockAt(99)]],
    ['a head far ahead', [blockAt(400)]],
    ['the time of the next fork', [blockAt(NEXT_FORK_BLOCK)]],
  ])('are requested again with %s', async (_, next) => {
    const again = await probedAt100();
    expect(await again(...next)).toBe(true);
  });

  it('are dropped when the client fails', async () => {
    const memory = new ProbeMemory();
    const { fetch, log } = withBatches(recorded);
    const options = { memory, url: urls.executionUrl, timeoutMs: 1000 };
    await probeExecution({ ...options, fetch });
    await probeExecution({
      ...options,
      fetch: async () => {
        throw new TypeError('fetch failed', {
          cause: { code: 'ECONNREFUSED' },
        });
      },
    });
    await probeExecution({ ...options, fetch });
    expect(log.batches[1]).toEqual(log.batches[0]);
  });

  it('exclude unusable answers', async () => {
    const memory = new ProbeMemory();
    const { fetch, log } = withBatches(recorded, responses =>
      response(
        responses.map(one =>
          one.result === '0x1ca4' ? { ...one, result: 'no' } : one,
        ),
      ),
    );
    const options = { fetch, memory, url: urls.executionUrl, timeoutMs: 1000 };
    expect(await probeExecution(options)).toMatchObject({
      reason: 'invalid-response',
    });
    await probeExecution(options);
    expect(log.batches[1]).toContain('eth_chainId');
  });
});

describe('cached answers of a consensus client', () => {
  async function probed(peers: number) {
    let now = 0;
    const memory = new ProbeMemory({ now: () => now, random: () => 0.5 });
    let position = { slot: 100, distance: 0 };
    let reconnected = true;
    const asked: string[] = [];
    const fetch: ProbeFetch = async (url, request) => {
      const path = new URL(url).pathname;
      if (request.method === 'GET') asked.push(path.split('/').at(-1) ?? '');
      const syncing = {
        head_slot: String(position.slot),
        sync_distance: String(position.distance),
        is_syncing: position.distance > 4,
        is_optimistic: false,
        el_offline: false,
      };
      const data: Record<string, unknown> = {
        '/eth/v1/node/syncing': syncing,
        '/eth/v1/node/peer_count': { connected: String(peers) },
      };
      const answer =
        path in data
          ? Response.json({ data: data[path] })
          : await recorded(url, request);
      return { status: answer.status, body: answer.body, reconnected };
    };
    const again = async (
      next: typeof position,
      { ms = 0, isNew = false } = {},
    ) => {
      position = next;
      reconnected = isNew;
      now += ms;
      asked.length = 0;
      await take({ fetch, memory });
      return [...asked];
    };
    await again(position, { isNew: true });
    return again;
  }
  const constants = ['version', 'fork_schedule', 'spec'];

  it.each<[string, { slot: number; distance: number }, object, string[]]>([
    ['the same head', { slot: 100, distance: 0 }, {}, []],
    ['three slots later', { slot: 103, distance: 0 }, {}, []],
    [
      'four slots later',
      { slot: 104, distance: 0 },
      {},
      ['finality_checkpoints'],
    ],
    [
      'a minute later',
      { slot: 100, distance: 0 },
      { ms: MINUTE_MS },
      ['peer_count', 'finality_checkpoints'],
    ],
    ['a head that is behind', { slot: 100, distance: 2 }, {}, ['peer_count']],
    [
      'a new connection',
      { slot: 101, distance: 0 },
      { isNew: true },
      [...constants, 'peer_count', 'finality_checkpoints'],
    ],
    [
      'an earlier head',
      { slot: 99, distance: 0 },
      {},
      [...constants, 'peer_count', 'finality_checkpoints'],
    ],
    [
      '11 minutes later',
      { slot: 101, distance: 0 },
      { ms: 11 * MINUTE_MS },
      [...constants, 'peer_count', 'finality_checkpoints'],
    ],
  ])('with %s', async (_, next, how, expected) => {
    const again = await probed(60);
    expect(await again(next, how)).toEqual(['syncing', ...expected]);
  });

  it('exclude few peers', async () => {
    const again = await probed(3);
    expect(await again({ slot: 101, distance: 0 })).toEqual([
      'syncing',
      'peer_count',
    ]);
  });

  it('are requested although another document fails', async () => {
    const fetch: ProbeFetch = (url, request) =>
      url.endsWith('/node/version')
        ? new Promise(() => {})
        : recorded(url, request);
    const sample = await take({ fetch, memory: new ProbeMemory() });
    expect(sample.consensus).toMatchObject({
      kind: 'ok',
      value: {
        peers: 1,
        finalizedEpoch: 7,
        unanswered: { version: { why: 'no answer within 150 ms' } },
      },
    });
  });
});

describe('a healthy node on mainnet', () => {
  it('receives per hour the requests that the README of the backend states per day', async () => {
    const clock = { now: 1_800_000_000_000 };
    const counts = { requests: 0, calls: 0 };
    const memory = new ProbeMemory({
      now: () => clock.now,
      random: () => 0.5,
      onRequest: calls => {
        counts.requests += 1;
        counts.calls += calls;
      },
    });
    const slot = () => Math.floor(clock.now / 12_000);
    const results: Record<string, () => unknown> = {
      '/eth/v1/node/syncing': () => ({
        head_slot: String(slot()),
        sync_distance: '0',
        is_syncing: false,
      }),
      '/eth/v1/node/peer_count': () => ({ connected: '60' }),
      'eth_getBlockByNumber(latest)': () => ({
        number: `0x${slot().toString(16)}`,
        hash: `0x${slot().toString(16).padStart(64, '0')}`,
        timestamp: '0x6b040624',
      }),
    };
    const { fetch } = withBatches(async (url, init) => {
      const call = callOf(String(url), init?.body);
      const result = results[call]?.();
      return result === undefined
        ? recorded(url, init)
        : Response.json({ jsonrpc: '2.0', id: 1, result, data: result });
    });
    for (let second = 0; second < 3600; second += 15) {
      await take({ fetch, memory });
      clock.now += 15_000;
    }
    const perDay = {
      executionRequests: 5_760,
      executionCalls: 17_856,
      consensusRequests: 9_072,
    };
    expect(counts).toEqual({
      requests: (perDay.executionRequests + perDay.consensusRequests) / 24,
      calls: (perDay.executionCalls + perDay.consensusRequests) / 24,
    });
  });
});
