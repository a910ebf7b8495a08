import { aLieAbout } from './__fixtures__/aLie';
import {
  genesis,
  newer,
  older,
  slotOf,
  stateOf,
} from './__fixtures__/beaconApi';
import {
  Bench,
  bytesOf,
  endless,
  finalizedState,
  get,
  refusalOf,
} from './__fixtures__/bench';

describe('the checkpoint that sources agree on', () => {
  const bench = new Bench();
  afterEach(() => bench.end());

  it('serves the state that a real Lodestar served, with its length and fork', async () => {
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
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
      used: sources[0]?.url,
      sources: [
        { result: 'agreed', sentBytes: stateOf(newer).length },
        { result: 'agreed', sentBytes: 0 },
      ],
    });
    expect(bench.log).toContain(
      `info checkpoint of slot ${slotOf(newer)} (${
        newer.root
      }): 2 of 2 sources agree`,
    );
  });

  it('queries no source before the first request of the consensus client', async () => {
    const source = await bench.api();
    const checkpoint = await bench.from([source.url, source.url]);
    await get(checkpoint, '/eth/v1/node/version');
    expect(source.asked).toEqual([]);
    expect(checkpoint.status()).toBeUndefined();
  });

  describe('if one source', () => {
    /** Beside two healthy sources: the result of this one, and whether the state came from another. */
    const beside = async (url: string) => {
      const sources = [url, (await bench.api()).url, (await bench.api()).url];
      const checkpoint = await bench.from(sources);
      const state = await bytesOf(checkpoint);
      const { sources: results = [], used } = checkpoint.status() ?? {};
      const { result, detail } = results[0] ?? {};
      return {
        result,
        detail,
        fromAnother: used !== url && state.equals(stateOf(newer)),
      };
    };
    const another = (result: string, words: RegExp) => ({
      result,
      detail: expect.stringMatching(words),
      fromAnother: true,
    });

    it('is down, uses another', async () => {
      expect(await beside(await bench.dead())).toEqual(
        another('failed', /^cannot be used: connection refused$/),
      );
    });

    it('serves another block, uses another', async () => {
      const { url } = await bench.api({
        chain: [older, await aLieAbout(newer)],
      });
      expect(await beside(url)).toEqual(
        another('disagreed', /^has 0x[0-9a-f]{64} at that slot$/),
      );
    });

    it('reports a finalized block of next year, uses another', async () => {
      const dreams = structuredClone(newer);
      dreams.header.data.header.message.slot = '99999992';
      const { url } = await bench.api({ chain: [await aLieAbout(dreams)] });
      expect(await beside(url)).toEqual(
        another('failed', /slot 99999992, which is in the future/),
      );
    });

    it('is on another network, uses another', async () => {
      const other = {
        ...genesis,
        genesis_validators_root: `0x${'ab'.repeat(32)}`,
      };
      const { url } = await bench.api({
        instead: {
          '/beacon/genesis': (_, response) =>
            response.end(JSON.stringify({ data: other })),
        },
      });
      expect(await beside(url)).toEqual(
        another(
          'wrong-network',
          /^is on another network: genesis_validators_root 0x(ab){32}, devnet has /,
        ),
      );
    });

    it('never responds, uses another', async () => {
      const url = await bench.stranger(() => {});
      expect(await beside(url)).toEqual(
        another('failed', /^did not respond in time$/),
      );
    });

    it('redirects, uses another and does not follow', async () => {
      const elsewhere = await bench.api();
      const url = await bench.stranger((request, response) =>
        response
          .writeHead(302, { location: elsewhere.url + request.url })
          .end(),
      );
      expect(await beside(url)).toEqual(
        another('failed', /^redirected to http:/),
      );
      expect(elsewhere.asked).toEqual([]);
    });

    it('refuses access, uses another', async () => {
      const url = await bench.stranger((_, response) =>
        response.writeHead(403).end(),
      );
      expect(await beside(url)).toEqual(
        another('failed', /^returned HTTP 403$/),
      );
    });

    it('returns a page, uses another', async () => {
      const url = await bench.stranger((_, response) => response.end('<html>'));
      expect(await beside(url)).toEqual(
        another('failed', /^returned invalid JSON$/),
      );
    });

    it('never ends its response, uses another', async () => {
      const url = await bench.stranger((_, response) => endless(response));
      expect(await beside(url)).toEqual(
        another('failed', /^returned more than 65536 bytes of JSON$/),
      );
    });

    it('compresses its response, uses another', async () => {
      const url = await bench.stranger((_, response) =>
        response.setHeader('content-encoding', 'gzip').end('{}'),
      );
      expect(await beside(url)).toEqual(
        another(
          'failed',
          /^used the content encoding gzip, which was not requested$/,
        ),
      );
    });

    it('is an epoch behind, serves the newest block of a quorum', async () => {
      const { url } = await bench.api({ chain: [older] });
      expect(await beside(url)).toEqual(
        another('behind', /^has finalized only slot \d+$/),
      );
    });
  });

  it('serves the older block if only one source has the newer', async () => {
    const sources = [
      await bench.api(),
      await bench.api({ chain: [older] }),
      await bench.api({ chain: [older] }),
    ];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    expect(await bytesOf(checkpoint)).toEqual(stateOf(older));
    expect(checkpoint.status()?.sources.map(({ result }) => result)).toEqual([
      'agreed',
      'agreed',
      'agreed',
    ]);
    expect(checkpoint.status()?.sources[0]?.detail).toBe(
      'has it in its finalized chain',
    );
  });

  it('serves nothing without a quorum, reports the result of each source, and queries them again', async () => {
    const lie = await bench.api({ chain: [older, await aLieAbout(newer)] });
    const truth = await bench.api();
    const checkpoint = await bench.from([lie.url, truth.url]);
    const message = await refusalOf(checkpoint);
    expect(message).toMatch(
      /^no checkpoint: fewer than 2 sources agree on a finalized block/,
    );
    for (const { url } of [lie, truth]) {
      expect(message).toContain(`${url} has 0x`);
    }
    expect(checkpoint.status()).toMatchObject({
      result: 'no-quorum',
      needed: 2,
    });
    expect(bench.log.join('\n')).toContain('error no checkpoint');
    lie.finalize([older, newer]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
  });

  it('requires the configured quorum, else a majority of those that respond', async () => {
    const sources = [
      await bench.api(),
      await bench.api(),
      await bench.api({ chain: [await aLieAbout(newer)] }),
    ];
    const urls = sources.map(({ url }) => url);
    expect((await bytesOf(await bench.from(urls))).length).toBeGreaterThan(0);
    expect(await refusalOf(await bench.from(urls, 3))).toMatch(
      /^no checkpoint: fewer than 3 sources/,
    );
    await expect(bench.from(urls, 4)).rejects.toThrow(
      '--checkpoint-quorum is 4, but there are 3 checkpoint sources. Add sources, or lower the quorum.',
    );
  });

  it('uses a single configured source, and warns', async () => {
    const { url } = await bench.api();
    const checkpoint = await bench.from([url]);
    expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
    expect(bench.log[0]).toBe(
      `warn only one checkpoint source is configured, ${url}: its responses cannot be compared with other sources`,
    );
  });

  it('does not use one of two sources if the other does not respond', async () => {
    const checkpoint = await bench.from([
      await bench.dead(),
      (await bench.api()).url,
    ]);
    expect(await refusalOf(checkpoint)).toMatch(
      /connection refused; http:\S+ has 0x/,
    );
  });
});
