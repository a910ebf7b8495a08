import { once } from 'node:events';
import { connect } from 'node:net';
import type { Network } from '@nodeyard/ethereum';
import { aDevnet } from '../__fixtures__/devnet';
import { aLieAbout } from './__fixtures__/aLie';
import {
  genesis,
  newer,
  older,
  slotOf,
  startBeaconApi,
  startStranger,
  stateOf,
  type BeaconApi,
  type Handler,
} from './__fixtures__/beaconApi';
import { defaultLimits, type Limits } from './limits';
import { startCheckpoint, type Checkpoint } from './startCheckpoint';

const STATES = '/eth/v2/debug/beacon/states';
const finalizedState = `${STATES}/finalized`;

const quick: Limits = {
  ...defaultLimits,
  smallMs: 2_000,
  surveyMs: 8_000,
  firstByteMs: 1_500,
  windowMs: 500,
  windowBytes: 1,
  transferMs: 10_000,
  transferBytes: 200_000,
  pauseMs: 0,
};
const network = aDevnet({
  slotsPerEpoch: 8,
  secondsPerSlot: 3,
  genesisValidatorsRoot: genesis.genesis_validators_root,
});

describe('the checkpoint of a node', () => {
  const ending: Array<() => Promise<void>> = [];
  const log: string[] = [];
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
    log.length = 0;
  });

  const api = async (...given: Parameters<typeof startBeaconApi>) => {
    const started = await startBeaconApi(...given);
    ending.push(started.end);
    return started;
  };
  const stranger = async (handler: Handler) => {
    const started = await startStranger(handler);
    ending.push(started.end);
    return started.url;
  };
  const from = async (
    sources: string[],
    differences: { agree?: number; limits?: Partial<Limits> } = {},
    of: Network = network,
  ) => {
    const { agree, limits } = differences;
    const started = await startCheckpoint(
      { sources, agree, port: 0 },
      of,
      (level, message) => log.push(`${level} ${message}`),
      { ...quick, ...limits },
    );
    if (!started) throw new Error('no checkpoint is served');
    ending.push(started.stop);
    return started;
  };
  const get = (checkpoint: Checkpoint, path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${checkpoint.port}${path}`, {
      headers: { accept: 'application/octet-stream', connection: 'close' },
      ...init,
    });
  const bytesOf = async (checkpoint: Checkpoint, path = finalizedState) => {
    const response = await get(checkpoint, path);
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  };
  const refusalOf = async (checkpoint: Checkpoint, path = finalizedState) => {
    const response = await get(checkpoint, path);
    expect(response.status).toBe(503);
    return String(((await response.json()) as { message: string }).message);
  };
  const resultsOf = (checkpoint: Checkpoint) =>
    checkpoint.status()?.sources.map(({ result }) => result);
  const detailOf = (checkpoint: Checkpoint, url: string) =>
    checkpoint.status()?.sources.find(source => source.url === url)?.detail;

  it('gives the state that a real Lodestar gave, with its length and fork', async () => {
    const sources = [await api(), await api()];
    const checkpoint = await from(sources.map(({ url }) => url));
    const response = await get(checkpoint, finalizedState);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(stateOf(newer).length),
      'eth-consensus-version': 'capella',
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(stateOf(newer));
    expect(checkpoint.status()).toMatchObject({
      result: 'agreed',
      needed: 2,
      slot: slotOf(newer),
      root: newer.root,
      used: sources[0].url,
      sources: [
        { result: 'agreed', sentBytes: stateOf(newer).length },
        { result: 'agreed', sentBytes: 0 },
      ],
    });
    expect(log).toContain(
      `info checkpoint of slot ${slotOf(newer)} (${
        newer.root
      }): 2 of 2 sources agree`,
    );
  });

  it('asks no source before the consensus client asks', async () => {
    const source = await api();
    const checkpoint = await from([source.url, source.url]);
    await get(checkpoint, '/eth/v1/node/version');
    expect(source.asked).toEqual([]);
    expect(checkpoint.status()).toBeUndefined();
  });

  describe('among sources of which one', () => {
    /** Two that are well, and one that is not. */
    const beside = async (url: string, given?: Partial<Limits>) => {
      const sources = [url, (await api()).url, (await api()).url];
      return from(sources, { limits: given });
    };
    const usesAnother = async (
      bad: string,
      result: string,
      words: RegExp,
      given?: Partial<Limits>,
    ) => {
      const checkpoint = await beside(bad, given);
      expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
      expect(resultsOf(checkpoint)).toEqual([result, 'agreed', 'agreed']);
      expect(detailOf(checkpoint, bad)).toMatch(words);
      expect(checkpoint.status()?.used).not.toBe(bad);
    };

    it('is dead, it takes another', async () => {
      const dead = await api();
      await dead.end();
      await usesAnother(
        dead.url,
        'failed',
        /^cannot be used: connection refused$/,
      );
    });

    it('lies, it takes another', async () => {
      const { url } = await api({ chain: [older, await aLieAbout(newer)] });
      await usesAnother(url, 'disagreed', /^has 0x[0-9a-f]{64} at that slot$/);
    });

    it('says a finalized block of next year, it takes another', async () => {
      const dreams = structuredClone(newer);
      dreams.header.data.header.message.slot = '99999992';
      const { url } = await api({ chain: [await aLieAbout(dreams)] });
      await usesAnother(url, 'failed', /slot 99999992, which is in the future/);
    });

    it('is on another network, it takes another', async () => {
      const other = {
        ...genesis,
        genesis_validators_root: `0x${'ab'.repeat(32)}`,
      };
      const { url } = await api({
        instead: {
          '/beacon/genesis': (_, response) =>
            response.end(JSON.stringify({ data: other })),
        },
      });
      await usesAnother(
        url,
        'wrong-network',
        /^is of another network: genesis_validators_root 0x(ab){32}, devnet has /,
      );
    });

    it('never answers, it takes another', async () => {
      const url = await stranger(() => {});
      await usesAnother(url, 'failed', /^does not answer in time$/);
    });

    it('redirects, it takes another and follows nowhere', async () => {
      const elsewhere = await api();
      const url = await stranger((request, response) =>
        response
          .writeHead(302, { location: elsewhere.url + request.url })
          .end(),
      );
      await usesAnother(url, 'failed', /^redirects to http:/);
      expect(elsewhere.asked).toEqual([]);
    });

    it('refuses, it takes another', async () => {
      const url = await stranger((_, response) =>
        response.writeHead(403).end(),
      );
      await usesAnother(url, 'failed', /^answers HTTP 403$/);
    });

    it('sends a page, it takes another', async () => {
      const url = await stranger((_, response) => response.end('<html>'));
      await usesAnother(url, 'failed', /^sends what is not JSON$/);
    });

    it('sends without end, it takes another', async () => {
      const url = await stranger((_, response) => endless(response));
      await usesAnother(url, 'failed', /^sends more than 65536 bytes of JSON$/);
    });

    it('packs what it sends, it takes another', async () => {
      const url = await stranger((_, response) =>
        response.setHeader('content-encoding', 'gzip').end('{}'),
      );
      await usesAnother(
        url,
        'failed',
        /^sends gzip, which it was not asked for$/,
      );
    });

    it('is an epoch behind, it goes by the newest that enough have', async () => {
      const { url } = await api({ chain: [older] });
      await usesAnother(url, 'behind', /^has finalized no more than slot \d+$/);
    });
  });

  it('goes by the older block where only one source has the newer', async () => {
    const sources = [
      await api(),
      await api({ chain: [older] }),
      await api({ chain: [older] }),
    ];
    const checkpoint = await from(sources.map(({ url }) => url));
    expect(await bytesOf(checkpoint)).toEqual(stateOf(older));
    expect(resultsOf(checkpoint)).toEqual(['agreed', 'agreed', 'agreed']);
    expect(detailOf(checkpoint, sources[0].url)).toBe(
      'has it in its finalized chain',
    );
  });

  /** One that agrees, and then does not deliver. */
  const delivering = (state: Handler) => api({ instead: { [STATES]: state } });

  it.each<[string, Handler, RegExp]>([
    [
      'has no state',
      (_, response) => response.writeHead(500).end(),
      /answers HTTP 500/,
    ],
    ['never begins', () => {}, /does not answer in time/],
    [
      'announces more than a state can have',
      (_, response) => {
        response
          .writeHead(200, {
            'content-type': 'application/octet-stream',
            'content-length': '1000000000',
          })
          .write('x');
      },
      /announces 1000000000 bytes/,
    ],
    [
      'sends JSON',
      (_, response) =>
        response.setHeader('content-type', 'application/json').end('{}'),
      /sends application\/json, not application\/octet-stream/,
    ],
    [
      'stops in the first bytes',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        response.write(Buffer.alloc(100));
      },
      /stops at the beginning of its answer/,
    ],
    [
      'sends the state of another block',
      (_, response) =>
        response
          .setHeader('content-type', 'application/octet-stream')
          .end(stateOf(older)),
      /sends the state of slot \d+, not of slot \d+/,
    ],
    [
      'sends a state whose header is another',
      (_, response) => {
        const state = stateOf(newer);
        state.fill(0xee, 144, 176);
        response
          .setHeader('content-type', 'application/octet-stream')
          .end(state);
      },
      /sends a state that follows block 0x/,
    ],
    [
      'sends the state of another network',
      (_, response) => {
        const state = stateOf(newer);
        state.fill(0xab, 8, 40);
        response
          .setHeader('content-type', 'application/octet-stream')
          .end(state);
      },
      /sends a state of another network/,
    ],
  ])(
    'takes the state of the next source where one %s',
    async (_, handler, words) => {
      const bad = await delivering(handler);
      const good = await api();
      const checkpoint = await from([bad.url, good.url]);
      expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
      expect(checkpoint.status()).toMatchObject({
        used: good.url,
        sources: [
          { failure: expect.stringMatching(words) },
          { failure: undefined },
        ],
      });
      expect(log.join('\n')).toMatch(words);
    },
  );

  it.each<[string, Handler, RegExp]>([
    [
      'stalls',
      (_, response) => {
        response.writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-length': String(stateOf(newer).length),
        });
        response.write(stateOf(newer).subarray(0, 8_000));
      },
      /stalls after 8000 bytes/,
    ],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-length': String(stateOf(newer).length),
        });
        response.write(stateOf(newer).subarray(0, 8_000), () =>
          response.destroy(),
        );
      },
      /cannot be used: connection reset/,
    ],
    [
      'never ends',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        response.write(stateOf(newer));
        endless(response);
      },
      /sends more than 200000 bytes/,
    ],
  ])(
    'breaks off where a source %s half-way, and takes the next when it is asked again',
    async (_, handler, words) => {
      const bad = await delivering(handler);
      const good = await api();
      const checkpoint = await from([bad.url, good.url]);
      const response = await get(checkpoint, finalizedState);
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
      expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
      expect(checkpoint.status()).toMatchObject({
        used: good.url,
        sources: [{ failure: expect.stringMatching(words) }, {}],
      });
    },
  );

  it('keeps to one checkpoint while the sources go on', async () => {
    const sources = [
      await api({ chain: [older] }),
      await api({ chain: [older] }),
    ];
    const checkpoint = await from(sources.map(({ url }) => url));
    await bytesOf(checkpoint);
    for (const source of sources) source.finalize([older, newer]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(older));
    expect(
      slotOfBlock(await bytesOf(checkpoint, '/eth/v2/beacon/blocks/finalized')),
    ).toBe(slotOf(older));
    const root = await get(checkpoint, '/eth/v1/beacon/blocks/finalized/root');
    expect(await root.json()).toMatchObject({ data: { root: older.root } });
  });

  it('gives the block by slot, by root and as finalized, and no other', async () => {
    const sources = [await api(), await api()];
    const checkpoint = await from(sources.map(({ url }) => url));
    for (const id of ['finalized', slotOf(newer), newer.root])
      expect(
        slotOfBlock(await bytesOf(checkpoint, `/eth/v2/beacon/blocks/${id}`)),
      ).toBe(slotOf(newer));
    expect(
      await refusalOf(checkpoint, `/eth/v2/beacon/blocks/${slotOf(older)}`),
    ).toMatch(/^only the agreed checkpoint is served/);
  });

  it('says its finality to clients that ask for that of the head', async () => {
    const sources = [await api(), await api()];
    const checkpoint = await from(sources.map(({ url }) => url));
    const response = await get(
      checkpoint,
      '/eth/v1/beacon/states/head/finality_checkpoints',
    );
    expect(await response.json()).toMatchObject({
      data: {
        finalized: { epoch: String(slotOf(newer) / 8), root: newer.root },
      },
    });
  });

  it('gives the genesis state of its network', async () => {
    const checkpoint = await from([(await api()).url, (await api()).url]);
    const state = await bytesOf(checkpoint, `${STATES}/genesis`);
    expect(state.readBigUInt64LE(40)).toBe(0n);
  });

  it('takes from a Checkpointz, which knows no headers, and names the fork for it', async () => {
    const sources = [
      await api({ checkpointz: true }),
      await api({ checkpointz: true }),
    ];
    const checkpoint = await from(
      sources.map(({ url }) => url),
      {},
      { ...network, forks: [capella] },
    );
    const response = await get(checkpoint, finalizedState);
    expect(response.headers.get('eth-consensus-version')).toBe('capella');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(stateOf(newer));
  });

  it('takes no state that follows a fork that was called off', async () => {
    const withdrawnForks = [
      {
        name: 'osaka',
        time: 1_900_000_000,
        forkId: '0x00000000',
        consensus: { ...capella.consensus, name: 'fulu' },
        withdrawnAt: '2026-10-22',
      },
    ];
    const sources = [await api(), await api()];
    const checkpoint = await from(
      sources.map(({ url }) => url),
      {},
      { ...network, withdrawnForks },
    );
    expect(await refusalOf(checkpoint)).toMatch(
      /follows fulu, which was called off on 2026-10-22/,
    );
  });

  it('serves nothing without a quorum, says why of each, and asks again', async () => {
    const lie = await api({ chain: [older, await aLieAbout(newer)] });
    const truth = await api();
    const checkpoint = await from([lie.url, truth.url]);
    const message = await refusalOf(checkpoint);
    expect(message).toMatch(
      /^no checkpoint: 2 sources must agree on a finalized block, and do not/,
    );
    for (const { url } of [lie, truth])
      expect(message).toContain(`${url} has 0x`);
    expect(checkpoint.status()).toMatchObject({
      result: 'no-quorum',
      needed: 2,
    });
    expect(log.join('\n')).toContain('error no checkpoint');
    lie.finalize([older, newer]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
  });

  it('needs as many as it is told, and a majority of those that answer else', async () => {
    const sources = [
      await api(),
      await api(),
      await api({ chain: [await aLieAbout(newer)] }),
    ];
    const urls = sources.map(({ url }) => url);
    expect((await bytesOf(await from(urls))).length).toBeGreaterThan(0);
    expect(await refusalOf(await from(urls, { agree: 3 }))).toMatch(
      /^no checkpoint: 3 sources/,
    );
    await expect(from(urls, { agree: 4 })).rejects.toThrow(
      '--checkpoint-agree is 4, and the checkpoint sources are 3. Name more, or ask for fewer.',
    );
  });

  it('believes one source where there is one, and warns', async () => {
    const { url } = await api();
    const checkpoint = await from([url]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
    expect(log[0]).toBe(
      `warn there is one checkpoint source, ${url}: nothing confirms what it says`,
    );
  });

  it('does not believe the one of two sources that answers', async () => {
    const dead = await api();
    await dead.end();
    const checkpoint = await from([dead.url, (await api()).url]);
    expect(await refusalOf(checkpoint)).toMatch(
      /connection refused; http:\S+ has 0x/,
    );
  });

  it.each([
    ['GET', `${STATES}/head`, 404],
    ['GET', `${STATES}/../states/finalized/x`, 404],
    ['GET', '/eth/v1/beacon/states/finalized/validators', 404],
    ['GET', '/eth/v1/beacon/blocks/genesis/root', 404],
    ['POST', finalizedState, 405],
    ['HEAD', finalizedState, 405],
  ])('answers %s %s with %i and asks nothing', async (method, path, code) => {
    const source: BeaconApi = await api();
    const checkpoint = await from([source.url]);
    expect((await get(checkpoint, path, { method })).status).toBe(code);
    expect(source.asked).toEqual([]);
  });

  it('gives a state in SSZ only', async () => {
    const checkpoint = await from([(await api()).url]);
    const headers = { accept: 'application/json' };
    expect((await get(checkpoint, finalizedState, { headers })).status).toBe(
      406,
    );
  });

  it('listens on 127.0.0.1 and on no other address', async () => {
    const checkpoint = await from([(await api()).url]);
    const socket = connect(checkpoint.port, '127.0.0.2');
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

const capella = {
  name: 'shanghai',
  consensus: { name: 'capella', epoch: 0, version: '0x40000038' },
};

const slotOfBlock = (block: Buffer) => Number(block.readBigUInt64LE(100));

function endless(response: Parameters<Handler>[1]): void {
  const more = () =>
    response.destroyed ||
    response.write(Buffer.alloc(65_536, '1'), () => setImmediate(more));
  more();
}
