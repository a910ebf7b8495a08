import fc from 'fast-check';
import { ensurePresent } from '../ensurePresent';

/** Values that programs trip over. */
const nasty: unknown[] = [
  null,
  true,
  false,
  '',
  'NaN',
  '0x',
  '0x0',
  '0x-1',
  '-0x1',
  '0x1fffffffffffff',
  '0xffffffffffffffffffffffff',
  '99999999999999999999',
  '18446744073709551615',
  '9007199254740991',
  '1000000000000000',
  '1e308',
  'constructor',
  '__proto__',
  0,
  -0,
  -1,
  0.5,
  1e15,
  1e21,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 63,
  4_102_444_801,
  253_402_300_800,
  8_640_000_000_001,
  18_446_744_073_709_551_615,
  [],
  {},
  [[[[]]]],
  { constructor: 1, toString: 2 },
  '\u0000\ud800',
  '\u202e\u001b[2J',
  'f'.repeat(3000),
  'f'.repeat(200_000),
  `0x${'0'.repeat(100_000)}1`,
  Array.from({ length: 300 }, () => ({ epoch: '1' })),
  Array.from({ length: 3000 }, () => 'x'),
];

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(Number),
);
const numberText = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(n => `0x${n.toString(16)}`),
);
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: number },
  { weight: 2, arbitrary: numberText },
  { weight: 1, arbitrary: fc.jsonValue() },
);

type Mutation = (text: string) => string;

/** Replaces some values somewhere in the document, or takes them away. */
const swapValues = fc
  .array(fc.tuple(fc.nat(), fc.option(value, { freq: 8 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map(
    (swaps): Mutation =>
      text => {
        const document: unknown = JSON.parse(text);
        for (const [place, swap] of swaps) {
          const spots = spotsOf(document);
          const spot = spots[place % spots.length];
          if (spot === undefined) break;
          const [node, key] = spot;
          if (swap === null) Reflect.deleteProperty(node, key);
          else Reflect.set(node, key, structuredClone(swap));
        }
        return JSON.stringify(document);
      },
  );

function spotsOf(document: unknown): Array<[object, string]> {
  const spots: Array<[object, string]> = [];
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    // A list of thousands is not looked through: what stands at its beginning stands at its end.
    for (const [key, child] of Object.entries(node).slice(0, 200)) {
      // Numbers, as such and as texts, are few among names and hashes, and what most goes wrong.
      for (let times = isNumber(child) ? 8 : 1; times > 0; times -= 1) {
        spots.push([node, key]);
      }
      collect(child);
    }
  };
  collect(document);
  return spots;
}

function isNumber(child: unknown): boolean {
  return (
    typeof child === 'number' ||
    (typeof child === 'string' && /^(0x[0-9a-f]{1,16}|\d{1,20})$/.test(child))
  );
}

const cut = fc.nat().map(
  (at): Mutation =>
    text =>
      text.slice(0, at % (text.length + 1)),
);
const splice = fc
  .tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 40 }))
  .map(
    ([place, noise]): Mutation =>
      text => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + noise + text.slice(at);
      },
  );
const replace = fc
  .oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<html>',
      '[',
      '"',
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      '[],'.repeat(100_000),
      `[${'"",'.repeat(100_000)}""]`,
      `[${'0,'.repeat(200_000)}0]`,
      '- '.repeat(10_000),
      ' '.repeat(1_000_000),
      `"${'\\'.repeat(200_000)}"`,
    ),
  )
  .map(
    (text): Mutation =>
      () =>
        text,
  );

/**
 * Texts that were JSON documents: values changed, taken away and of other kinds, cut off, with noise in them, or something
 * else altogether.
 *
 * @param seeds - recorded or built, by name
 */
export function mutated(
  seeds: Readonly<Record<string, string>>,
): fc.Arbitrary<{ seed: string; text: string }> {
  const mutation = fc.oneof(
    { weight: 10, arbitrary: swapValues },
    { weight: 2, arbitrary: cut },
    { weight: 2, arbitrary: splice },
    { weight: 1, arbitrary: replace },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...Object.values(seeds)).map(
        (other): Mutation =>
          () =>
            other,
      ),
    },
  );
  return fc
    .tuple(fc.constantFrom(...Object.keys(seeds)), mutation)
    .map(([seed, mutate]) => ({
      seed,
      text: mutate(ensurePresent(seeds[seed])),
    }));
}
