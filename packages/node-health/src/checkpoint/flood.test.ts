import { startFlood } from '../__testUtils__/flood';
import { newer, stateOf } from './__fixtures__/beaconApi';
import { Bench, bytesOf } from './__fixtures__/bench';

describe('500 idle connections within the pod', () => {
  const bench = new Bench();
  afterEach(() => bench.end());

  it('do not block the checkpoint of the consensus client', async () => {
    const sources = [await bench.api(), await bench.api()];
    const checkpoint = await bench.from(sources.map(({ url }) => url));
    const { port } = checkpoint;
    const target = { port, host: '127.0.0.1', connections: 500, again: false };
    const flood = startFlood(target, {});
    try {
      expect(await bytesOf(checkpoint)).toEqual(stateOf(newer));
    } finally {
      flood.end();
    }
  });
});
