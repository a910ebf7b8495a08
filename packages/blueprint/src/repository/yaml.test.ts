import fc from 'fast-check';
import { parse } from 'yaml';
import { yamlText } from './yaml';

describe('a value as YAML', () => {
  it.each([
    'yes',
    'No',
    'on',
    'y',
    'null',
    '~',
    'true',
    '0123',
    '1e5',
    '0x1f',
    '1_000',
    '1:30',
    '.inf',
    '2026-11-23',
    '',
  ])('keeps %j a string in every YAML version', text => {
    const yaml = yamlText({ [text]: text });
    expect(parse(yaml, { version: '1.1' })).toEqual({ [text]: text });
    expect(parse(yaml, { version: '1.2' })).toEqual({ [text]: text });
  });

  it('leaves ordinary words without quotes', () => {
    expect(yamlText({ owner: 'group:default/payments' })).toBe(
      'owner: group:default/payments\n',
    );
  });

  it('reads back unchanged, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 20 }),
        (text, key) => {
          const value = { list: [text], inner: { [`k${key}`]: text } };
          const yaml = yamlText(value);
          expect(parse(yaml, { version: '1.1' })).toEqual(value);
          expect(parse(yaml, { version: '1.2' })).toEqual(value);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
