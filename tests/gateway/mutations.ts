import { ensurePresent } from '../ensurePresent';
import { bodies } from './bodies';

/** Pieces that change how a parser reads what surrounds them. */
const pieces = [
  '"',
  "'",
  '\\',
  '\\"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '\n',
  '\0',
  '\u0001',
  '/*',
  '*/',
  '//',
  '#',
  '\ufeff',
  '\u00e9',
  '"method"',
  '"Method"',
  '"method":"admin_nodeInfo"',
  ',"method":"debug_traceBlock"',
  '"method":"eth_chainId",',
  'admin_nodeInfo',
  'eth_chainId',
  '"params":[]',
  '"id":1,',
  '\\u006d',
  '\\u0022',
  'null',
  '1e9',
  '-',
  '.',
  'true',
];

/**
 * Bodies of the table, each cut, doubled or grown in up to three places. The same ones each time, so that a failure can be
 * looked at again.
 */
export function mutations(count: number): string[] {
  const seeds = bodies
    .map(({ body }) => body)
    .filter(body => typeof body === 'string')
    .filter(body => body.length < 500);
  const next = sequence(20261123);
  const below = (limit: number) => Math.floor(next() * limit);
  return Array.from({ length: count }, () => {
    let body = ensurePresent(seeds[below(seeds.length)]);
    for (let changes = below(4); changes > 0; changes -= 1) {
      const from = below(body.length + 1);
      const to = Math.min(body.length, from + below(4));
      const way = below(3);
      if (way === 0) {
        body = body.slice(0, from) + body.slice(to);
      } else if (way === 1) {
        body =
          body.slice(0, from) + pieces[below(pieces.length)] + body.slice(from);
      } else {
        body = body.slice(0, to) + body.slice(from);
      }
    }
    return body;
  });
}

/** Numbers from 0 to 1 that look random (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
