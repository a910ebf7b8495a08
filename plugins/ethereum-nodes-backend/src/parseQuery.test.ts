import { InputError } from '@backstage/errors';
import { parseQuery } from './parseQuery';

describe('parseQuery', () => {
  it('fills in the defaults of the contract', () => {
    expect(parseQuery('listNodes', {})).toEqual({ limit: 50 });
    expect(parseQuery('getTimeline', { limit: 100 })).toEqual({ limit: 100 });
    expect(parseQuery('getHistory', {})).toEqual({ hours: 24 });
  });

  it.each([
    ['getTimeline', { limit: 101 }, /limit/],
    ['getTimeline', { cursor: 'x'.repeat(401) }, /cursor/],
    ['listNodes', { q: 'a\0b' }, /must not contain a NUL[^]*at q/],
    ['listNodes', { colour: 'red' }, /colour/],
  ] as const)('refuses a query of %s: %j', (name, query, message) => {
    expect(() => parseQuery(name, query)).toThrow(InputError);
    expect(() => parseQuery(name, query)).toThrow(message);
  });
});
