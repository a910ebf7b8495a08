import fc from 'fast-check';
import { consensusClients, executionClients } from '../clients/generated';
import { networkNames } from '../names/generated';
import { createMasker } from './masker';
import { secretsOf } from './secrets';

const CANARY = 'Canary/7f3+Q9==';

const spellings: Array<[string, string]> = [
  ['as it is', CANARY],
  ['in lower case', CANARY.toLowerCase()],
  ['as JSON of PHP', CANARY.replaceAll('/', '\\/')],
  ['as JSON in units', CANARY.replace(/./g, unit)],
  ['encoded for a URL', encodeURIComponent(CANARY)],
  ['encoded twice', encodeURIComponent(encodeURIComponent(CANARY))],
  ['as HTML', CANARY.replaceAll('/', '&#x2F;').replaceAll('=', '&#61;')],
  ['as base64', btoa(CANARY)],
  ['as base64 without padding', btoa(CANARY).replace(/=+$/, '')],
];

function unit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

describe('createMasker', () => {
  it.each(spellings)('masks a secret %s', (_, spelling) => {
    const masked = createMasker([CANARY])(
      `{"message":"no access for ${spelling}"}`,
    );
    expect(masked).toMatch(/^\{"message":"no access for \*\*\*=*"\}$/);
  });

  it('keeps JSON JSON, and leaves no secret in its texts', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.constantFrom(...spellings.map(([, spelling]) => spelling)),
        (document, spelling) => {
          const echo = `{"a":${document},"b":"${spelling}\\n\\"\\u0022"}`;
          const masked = JSON.parse(createMasker([CANARY])(echo));
          expect(masked.b).toMatch(/^\*\*\*=*\n""$/);
        },
      ),
    );
  });

  it('leaves texts without a secret as they are', () => {
    const text = '{"message":"a\\/b %41 \\u0041"}';
    expect(createMasker([CANARY])(text)).toBe(text);
  });

  it.each([
    ['of less than 4 characters nowhere', 'abc', 'abc xabcx', 'abc xabcx'],
    ['of less than 8 as a word', 'abc12', 'abc12 xabc12x', '*** xabc12x'],
    ['of 8 everywhere', 'abc12345', 'xabc12345x', 'x***x'],
    ['with signs of patterns', 'a.b*c(d', 'a.b*c(d a.b', '*** a.b'],
  ])('masks a secret %s', (_, secret, text, masked) => {
    expect(createMasker([secret])(text)).toBe(masked);
  });

  it.each([
    ['0f1e2d3c4b5a6978', 'key 0f1e2d3c4b5a6978!', 'key ***!'],
    ['0f1e2d3c4b5a6978', 'key 0f1e2d3c4b5a69', 'key ***'],
    ['0f1e2d3c4b5a6978', 'key 0f1e2d3c4b5…', 'key 0f1e2d3c4b5…'],
    ['0f1e2d3c4b5a', 'key 0f1e2d3c4b5', 'key 0f1e2d3c4b5'],
  ])('masks the rest of a long secret %s: %s', (secret, text, masked) => {
    expect(createMasker([secret])(text)).toBe(masked);
  });

  it('accepts a secret of 8 KiB', () => {
    const token = 'aB3_'.repeat(2048);
    expect(createMasker([token])(`Bearer ${token}!`)).toBe('Bearer ***!');
  });
});

describe('secretsOf', () => {
  const masks = (sent: Parameters<typeof secretsOf>[0], text: string) =>
    createMasker(secretsOf(sent))(text);

  it.each([
    ['a segment of the path', 'https://rpc.example/v2/0f1e2d3c4b'],
    ['the value of a query', 'https://rpc.example/?apikey=0f1e2d3c4b'],
    ['a query without a name', 'https://rpc.example/?0f1e2d3c4b'],
    ['a password', 'https://nodeyard:0f1e2d3c4b@rpc.example/'],
  ])('finds %s', (_, url) => {
    expect(masks({ url }, 'bad key 0f1e2d3c4b of rpc.example')).toBe(
      'bad key *** of rpc.example',
    );
  });

  it.each([
    ['whole', { 'x-api-key': '0f1e2d3c4b' }, 'got 0f1e2d3c4b'],
    ['behind a scheme', { authorization: 'Bearer 0f1e2d3c4b' }, '0f1e2d3c4b'],
    [
      'that Basic encodes',
      { authorization: `Basic ${btoa('nodeyard:0f1e2d3c4b')}` },
      'password 0f1e2d3c4b',
    ],
    ['of a cookie', { cookie: 'a=b; session=0f1e2d3c4b' }, 'no 0f1e2d3c4b'],
  ])('finds a header %s', (_, headers, text) => {
    expect(masks({ headers }, text)).not.toContain('0f1e2d3c4b');
  });

  it('takes no name of a client or network for a key', () => {
    const names = [
      ...Object.keys(executionClients),
      ...Object.keys(consensusClients),
      ...networkNames,
    ];
    for (const name of names) {
      expect(secretsOf({ url: `https://rpc.example/${name}` })).not.toContain(
        name,
      );
    }
    const url = 'https://rpc.example/nethermind';
    expect(masks({ url }, 'Nethermind/v1.40.0')).toBe('Nethermind/v1.40.0');
  });
});
