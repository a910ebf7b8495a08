import { present } from './present';

describe('what holds nothing', () => {
  it('is not there, at any depth and in lists', () => {
    expect(
      present({
        serve: null,
        nodes: { 'geth-0': { execution: null, consensus: { client: 'teku' } } },
        rpcFrom: [null, { podSelector: {}, ipBlock: null }],
      }),
    ).toEqual({
      nodes: { 'geth-0': { consensus: { client: 'teku' } } },
      rpcFrom: [{ podSelector: {} }],
    });
  });

  it('is no empty mapping, list or text, and no zero or false', () => {
    const values = { a: {}, b: [], c: '', d: 0, e: false };
    expect(present(values)).toEqual(values);
  });
});
