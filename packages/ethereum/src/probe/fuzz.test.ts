/** @jest-environment node */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { recordedDevnet } from '../__fixtures__/networks';
import { answersOf, callOf, readState, replay } from '../__fixtures__/replay';
import { judge } from '../health/judge';
import { nodeSampleSchema, type NodeSample } from '../health/sample';
import { probeConsensus } from './probeConsensus';
import { probeExecution } from './probeExecution';
import { probeNode } from './probeNode';

const Mutations = 10_000;
const timeoutMs = 10_000;

/** Well-formed answers of a real pair, as text. */
const pair = readState('a2_synced_follower_pair');
const genesis = answersOf(pair)('eth_getBlockByNumber(0x0)');
const recorded = {
  ...pair.calls,
  ...(genesis && { 'eth_getBlockByNumber(0x0)': genesis }),
};
const bodies = Object.fromEntries(
  Object.entries(recorded).map(([call, answer]) => [
    call,
    JSON.stringify('body' in answer ? answer.body : {}),
  ]),
);
const sync = JSON.stringify(
  readState('b4_el_resync_cl_had_chain').calls.eth_syncing,
);

const nasty: unknown[] = [
  null,
  true,
  '',
  'NaN',
  '0x',
  '0x-1',
  '-0x1',
  '0xffffffffffffffffffffffff',
  '99999999999999999999',
  1e308,
  -1,
  0.5,
  [],
  {},
  [[[[]]]],
  { __proto__: null, constructor: 1 },
  '\u0000\ud800',
  'f'.repeat(200_000),
  `0x${'0'.repeat(100_000)}1`,
  Array.from({ length: 3000 }, () => ({ epoch: '1' })),
];

type Mutation = (body: string) => string;

/** Replaces one value somewhere in the document. */
const swapValue = fc
  .tuple(fc.nat(), fc.oneof(fc.constantFrom(...nasty), fc.jsonValue()))
  .map(
    ([place, value]): Mutation =>
      body => {
        const document: unknown = JSON.parse(body);
        const spots: Array<[object, string]> = [];
        const collect = (node: unknown) => {
          if (typeof node === 'object' && node !== null) {
            for (const [key, child] of Object.entries(node)) {
              spots.push([node, key]);
              collect(child);
            }
          }
        };
        collect(document);
        const [node, key] = spots[place % spots.length];
        Reflect.set(node, key, value);
        return JSON.stringify(document);
      },
  );
const cut = fc.nat(2000).map(
  (at): Mutation =>
    body =>
      body.slice(0, at % body.length),
);
const splice = fc
  .tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 40 }))
  .map(
    ([at, noise]): Mutation =>
      body =>
        body.slice(0, at % body.length) + noise + body.slice(at % body.length),
  );
const replace = fc
  .oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<html>',
      '[',
      '['.repeat(100_000),
      ' '.repeat(2_000_000),
      '"',
    ),
  )
  .map(
    (text): Mutation =>
      () =>
        text,
  );
const swapDocument = fc.constantFrom(sync, ...Object.values(bodies)).map(
  (text): Mutation =>
    () =>
      text,
);

const mutation = fc.oneof(
  { weight: 6, arbitrary: swapValue },
  { weight: 2, arbitrary: cut },
  { weight: 2, arbitrary: splice },
  { weight: 1, arbitrary: replace },
  { weight: 1, arbitrary: swapDocument },
);

describe('probes, fuzzed', () => {
  it(`survive ${Mutations} mutated answers: no throw, no hang, no unbounded memory, and a verdict each time`, async () => {
    const well = await probeNode({
      executionUrl: 'http://127.0.0.1',
      consensusUrl: 'http://127.0.0.1',
      fetch: replay(answersOf(pair)),
      timeoutMs,
    });
    expect([well.execution.kind, well.consensus.kind]).toEqual(['ok', 'ok']);
    const before = heldBytes();
    let longestDetail = 0;
    let hung = false;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(bodies)),
        mutation,
        fc.constantFrom(200, 200, 200, 200, 204, 302, 400, 401, 500, 599),
        async (victim, mutate, status) => {
          const fetch: typeof globalThis.fetch = async (input, init) => {
            const call = callOf(String(input), init?.body);
            const body = bodies[call] ?? '{}';
            return call === victim
              ? new Response(status === 204 ? null : mutate(body), { status })
              : new Response(body);
          };
          // Only the client whose answer is mutated is asked again.
          const options = { fetch, timeoutMs, url: 'http://127.0.0.1' };
          const sample: NodeSample = victim.startsWith('/')
            ? { ...well, consensus: await probeConsensus(options) }
            : { ...well, execution: await probeExecution(options) };
          nodeSampleSchema.parse(sample);
          for (const reply of [sample.execution, sample.consensus]) {
            hung ||= reply.kind === 'failed' && reply.reason === 'timeout';
            longestDetail = Math.max(
              longestDetail,
              reply.kind === 'failed' ? reply.detail.length : 0,
            );
          }
          const verdict = judge({
            network: recordedDevnet,
            samples: [sample],
            now: sample.at,
            pollIntervalMs: 5000,
          });
          // what a client said is quoted after "got" or follows "error"
          const ownWords = verdict.reasons
            .join()
            .replace(/(got|error) .*/gs, '');
          expect(ownWords).not.toMatch(/undefined|NaN/);
        },
      ),
      { numRuns: Mutations, seed: 20261123 },
    );
    expect(hung).toBe(false);
    expect(longestDetail).toBeLessThan(400);
    expect(heldBytes() - before).toBeLessThan(32 * 1024 * 1024);
  }, 120_000);
});

/** What is still held after everything that can go is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
