import { once } from 'node:events';
import { connect } from 'node:net';
import {
  newer,
  older,
  slotOf,
  stateOf,
  type BeaconApi,
  type Handler,
} from './__fixtures__/beaconApi';
import {
  Bench,
  bytesOf,
  endless,
  finalizedState,
  get,
  network,
  refusalOf,
  STATES,
} from './__fixtures__/bench';

const capella = {
  name: 'shanghai',
  consensus: { name: 'capella', epoch: 0, version: '0x40000038' },
};

const slotOfBlock = (block: Buffer) => Number(block.readBigUInt64LE(100));

describe('responses to the consensus client', () => {
  const bench = new Bench();
  afterEach(() => bench.end());

  /** One that agrees, and then does not deliver. */
  const delivering = (state: Handler) =>
    bench.api({ instead: { [STATES]: state } });

  it.each<[string, Handler, RegExp]>([
    [
      'has no state',
      (_, response) => response.writeHead(500).end(),
      /returned HTTP 500/,
    ],
    ['never begins', () => {}, /did not respond in time/],
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
      /returned application\/json, not application\/octet-stream/,
    ],
    [
      'stops in the first bytes',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        response.write(Buffer.alloc(100));
      },
      /stopped at the beginning of its response/,
    ],
    [
      'sends the state of another block',
      (_, response) =>
        response
          .setHeader('content-type', 'application/octet-stream')
          .end(stateOf(older)),
      /returned the state of slot \d+, not of slot \d+/,
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
      /returned a state that follows block 0x/,
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
      /returned a state of another network/,
    ],
  ])(
    'relays the state of the next source if one %s',
    async (_, handler, words) => {
      const bad = await delivering(handler);
      const good = await bench.api();
      const checkpoint = await bench.from([bad.url, good.url]);
      expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
      expect(checkpoint.status()).toMatchObject({
        used: good.url,
        sources: [
          { failure: expect.stringMatching(words) },
          { failure: undefined },
        ],
      });
      expect(bench.log.join('\n')).toMatch(words);
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
      /stalled after 8000 bytes/,
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
      /returned more than 200000 bytes/,
    ],
  ])(
    'aborts if a source %s half-way, and uses the next one for the next request',
    async (_, handler, words) => {
      const bad = await delivering(handler);
      const good = await bench.api();
      const checkpoint = await bench.from([bad.url, good.url]);
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

  it('relays the state of another source to a client that repeats its request', async () => {
    const sources = [await bench.api(), await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    const used = [];
    for (let i = 0; i < 4; i++) {
      await bytesOf(checkpoint);
      await bytesOf(checkpoint, '/eth/v2/beacon/blocks/finalized');
      used.push(checkpoint.status()?.used);
    }
    const [a, b, c] = sources.map(({ url }) => url);
    expect(used).toEqual([a, b, c, a]);
  });

  it('serves the same checkpoint while the sources advance', async () => {
    const sources = [
      await bench.api({ chain: [older] }),
      await bench.api({ chain: [older] }),
    ];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    await bytesOf(checkpoint);
    for (const source of sources) source.finalize([older, newer]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(older));
    expect(
      slotOfBlock(await bytesOf(checkpoint, '/eth/v2/beacon/blocks/finalized')),
    ).toBe(slotOf(older));
    const root = await get(checkpoint, '/eth/v1/beacon/blocks/finalized/root');
    expect(await root.json()).toMatchObject({ data: { root: older.root } });
  });

  it('serves the block by slot, by root and as finalized, and no other block', async () => {
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    for (const id of ['finalized', slotOf(newer), newer.root]) {
      expect(
        slotOfBlock(await bytesOf(checkpoint, `/eth/v2/beacon/blocks/${id}`)),
      ).toBe(slotOf(newer));
    }
    expect(
      await refusalOf(checkpoint, `/eth/v2/beacon/blocks/${slotOf(older)}`),
    ).toMatch(/^only the agreed checkpoint is served/);
  });

  it('returns 404 for blobs that no source has, and records no failure', async () => {
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    for (const path of ['blob_sidecars', 'execution_payload_envelopes']) {
      const response = await get(
        checkpoint,
        `/eth/v1/beacon/${path}/${newer.root}`,
      );
      expect(response.status).toBe(404);
    }
    expect(checkpoint.status()?.sources).toMatchObject([
      { failure: undefined },
      { failure: undefined },
    ]);
  });

  it('relays blobs of the agreed block as a source encodes them', async () => {
    const sidecars = JSON.stringify({ data: [{ index: '0' }] });
    const withBlobs = await bench.api({
      instead: {
        [`/blob_sidecars/${newer.root}`]: (_, response) =>
          response.setHeader('content-type', 'application/json').end(sidecars),
      },
    });
    const checkpoint = await bench.from([
      (await bench.api()).url,
      withBlobs.url,
    ]);
    const path = '/eth/v1/beacon/blob_sidecars/finalized';
    expect(String(await bytesOf(checkpoint, path))).toBe(sidecars);
  });

  it('returns its finality to clients that request that of the head', async () => {
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
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

  it('serves the genesis state of its network', async () => {
    const checkpoint = await bench.from([
      (await bench.api()).url,
      (await bench.api()).url,
    ]);
    const state = await bytesOf(checkpoint, `${STATES}/genesis`);
    expect(state.readBigUInt64LE(40)).toBe(0n);
  });

  it('relays from Checkpointz, which serves no headers, and adds the fork header', async () => {
    const sources = [
      await bench.api({ checkpointz: true }),
      await bench.api({ checkpointz: true }),
    ];
    const checkpoint = await bench.from(
      sources.map(({ url }) => url),
      undefined,
      { ...network, forks: [capella] },
    );
    const response = await get(checkpoint, finalizedState);
    expect(response.headers.get('eth-consensus-version')).toBe('capella');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(stateOf(newer));
  });

  it('refuses a state that follows a withdrawn fork', async () => {
    const withdrawnForks = [
      {
        name: 'osaka',
        time: 1_900_000_000,
        forkId: '0x00000000',
        consensus: { ...capella.consensus, name: 'fulu' },
        withdrawnAt: '2026-10-22',
      },
    ];
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(
      sources.map(({ url }) => url),
      undefined,
      { ...network, withdrawnForks },
    );
    expect(await refusalOf(checkpoint)).toMatch(
      /follows fulu, which was withdrawn on 2026-10-22/,
    );
  });

  it.each([
    ['GET', `${STATES}/head`, 404],
    ['GET', `${STATES}/../states/finalized/x`, 404],
    ['GET', '/eth/v1/beacon/states/finalized/validators', 404],
    ['GET', '/eth/v1/beacon/blocks/genesis/root', 404],
    ['POST', finalizedState, 405],
    ['HEAD', finalizedState, 405],
  ])(
    'responds to %s %s with %i without a query',
    async (method, path, code) => {
      const source: BeaconApi = await bench.api();
      const checkpoint = await bench.from([source.url]);
      expect((await get(checkpoint, path, { method })).status).toBe(code);
      expect(source.asked).toEqual([]);
    },
  );

  it('serves a state as SSZ only', async () => {
    const checkpoint = await bench.from([(await bench.api()).url]);
    const headers = { accept: 'application/json' };
    expect((await get(checkpoint, finalizedState, { headers })).status).toBe(
      406,
    );
  });

  it.each([
    ['Content-Length: 0', /^HTTP\/1.1 200 /],
    ['Content-Length: 9', /^HTTP\/1.1 400 [\s\S]*Connection: close/],
    ['Transfer-Encoding: chunked', /^HTTP\/1.1 400 /],
  ])('accepts a GET without a body (%s)', async (header, expected) => {
    const checkpoint = await bench.from([(await bench.api()).url]);
    const socket = connect(checkpoint.port, '127.0.0.1');
    const path = '/eth/v1/beacon/blocks/finalized/root';
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`,
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(expected);
  });

  it('listens on 127.0.0.1 and on no other address', async () => {
    const checkpoint = await bench.from([(await bench.api()).url]);
    const socket = connect(checkpoint.port, '127.0.0.2');
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
