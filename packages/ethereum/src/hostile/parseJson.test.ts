import fc from 'fast-check';
import { parseJson } from './parseJson';

describe('parseJson', () => {
  it('returns the result of JSON.parse for every document within the limits', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), text => {
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it.each([
    ['lists', '['.repeat(33), 'is nested deeper than 32 levels'],
    ['objects', '{"":'.repeat(33), 'is nested deeper than 32 levels'],
    ['lists in turn', '[],'.repeat(51), 'has more than 50 parts'],
    ['texts', '"",'.repeat(51), 'has more than 50 parts'],
  ])('refuses too many %s before it parses', (_, text, why) => {
    expect(
      parseJson(text, { parts: why.includes('parts') ? 50 : Infinity }),
    ).toEqual({
      ok: false,
      excessive: true,
      why,
    });
  });

  it.each([
    ['brackets in a text', JSON.stringify(['['.repeat(100)])],
    ['brackets behind an escaped quote', JSON.stringify(`"${'['.repeat(100)}`)],
    ['brackets behind backslashes', JSON.stringify(`\\\\"${'['.repeat(100)}`)],
    ['32 levels', `${'['.repeat(32)}${']'.repeat(32)}`],
  ])('takes %s', (_, text) => {
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it('reads no further than the limit', () => {
    const parse = jest.spyOn(JSON, 'parse');
    expect(parseJson('['.repeat(800_000))).toMatchObject({ excessive: true });
    expect(parse).not.toHaveBeenCalled();
  });

  it('reports a truncated text as invalid JSON', () => {
    expect(parseJson('{"a": "b')).toEqual({
      ok: false,
      excessive: false,
      why: 'is not JSON',
    });
  });
});
