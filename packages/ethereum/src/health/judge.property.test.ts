import fc from 'fast-check';
import {
  aSample,
  NOON,
  notConfigured,
  refused,
  reset,
  sepolia,
  timedOut,
  type SampleOptions,
} from '../__fixtures__/aSample';
import { judge } from './judge';
import type { ExecutionSample, NodeSample } from './sample';
import { verdictSchema, type Verdict } from './verdict';
import { windowOf } from './window';

const POLL_INTERVAL_MS = 5000;
const FRESH_SECONDS = 48;

const good: SampleOptions = { age: 6 };

/** Bad, but with both processes alive and on the right network: what hysteresis is for. */
const softlyBad = fc.constantFrom<SampleOptions>(
  { age: 49 },
  { age: 4000 },
  { execution: timedOut },
  { consensus: timedOut },
  { execution: reset },
  { consensus: reset },
  { consensus: { isOptimistic: true } },
  { consensus: { elOffline: true } },
  { consensus: { syncDistance: 50 } },
);

const hard = fc.constantFrom<SampleOptions>(
  { execution: refused },
  { consensus: refused },
  { execution: { chainId: 1 } },
);

const anything = fc.oneof(
  fc.constant(good),
  softlyBad,
  hard,
  fc.record({
    age: fc.integer({ min: -1000, max: 10_000 }),
    execution: fc.record({
      peers: fc.nat(3),
      syncing: fc.oneof(
        fc.constant(false as const),
        fc.record({
          currentBlock: fc.nat(),
          highestBlock: fc.nat(),
          indexingOnly: fc.boolean(),
          work: fc.nat(),
        }),
      ),
    }),
    consensus: fc.oneof(
      fc.constant(notConfigured),
      fc.constant({}),
      fc.constant({ syncDistance: 9 }),
    ),
  }),
);

/** Fields that a client may leave out, and the answers of which the network is proved. */
const leaveOut = fc.subarray(
  ['genesisHash', 'clientVersion', 'syncing', 'peers', 'forks'] as const,
  { minLength: 1 },
);

function without(
  options: SampleOptions,
  fields: ReadonlyArray<keyof ExecutionSample>,
): SampleOptions {
  const { execution = {}, consensus = {} } = options;
  const absent = Object.fromEntries(fields.map(field => [field, undefined]));
  return {
    ...options,
    execution: 'kind' in execution ? execution : { ...execution, ...absent },
    consensus:
      'kind' in consensus
        ? consensus
        : {
            ...consensus,
            ...(fields.includes('peers') ? { peers: undefined } : {}),
            ...(fields.includes('clientVersion')
              ? { clientVersion: undefined }
              : {}),
          },
  };
}

/** Judges as a poller would: one verdict after each sample, each given the one before. */
function poll(
  course: readonly SampleOptions[],
): Array<{ sample: NodeSample; verdict: Verdict }> {
  const samples: NodeSample[] = [];
  let previous: Verdict | undefined;
  return course.map((options, place) => {
    const now = NOON + place * POLL_INTERVAL_MS;
    const sample = aSample({ ...options, at: now });
    samples.push(sample);
    const verdict = judge({
      network: sepolia,
      samples: windowOf(samples, now),
      now,
      pollIntervalMs: POLL_INTERVAL_MS,
      previous,
    });
    previous = verdict;
    return { sample, verdict };
  });
}

const isFreshlyAnswered = ({ execution, at }: NodeSample) =>
  execution.kind === 'ok' &&
  at / 1000 - execution.value.head.timestamp <= FRESH_SECONDS;

describe('judge, over random courses', () => {
  it('is never ready with a head older than four slots for three samples', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 60 }), course => {
        const polled = poll(course);
        const readyAfterThreeOldHeads = polled.filter(({ verdict }, place) => {
          const lastThree = polled.slice(Math.max(0, place - 2), place + 1);
          return (
            verdict.ready &&
            !lastThree.some(({ sample }) => isFreshlyAnswered(sample))
          );
        });
        expect(readyAfterThreeOldHeads).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is never ready without two good samples at some time before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(softlyBad, hard), { maxLength: 40 }),
        course => {
          // good samples, but never two in a row
          const spread = course.flatMap(bad => [bad, good]);
          expect(poll(spread).some(({ verdict }) => verdict.ready)).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is never lost and regained within less than five samples while the processes run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(good), softlyBad), { maxLength: 80 }),
        course => {
          const ready = poll(course).map(({ verdict }) => verdict.ready);
          const goes = ready.flatMap((is, place) =>
            place > 0 && !is && ready[place - 1] ? [place] : [],
          );
          goes
            .slice(1)
            .forEach((place, nth) =>
              expect(place - (goes[nth] ?? NaN)).toBeGreaterThanOrEqual(5),
            );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes a node out of use at once when a process is gone', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 40 }),
        hard,
        (course, end) => {
          expect(poll([...course, end]).at(-1)?.verdict.ready).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is changed by no missing answer', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { minLength: 1, maxLength: 40 }),
        leaveOut,
        (course, fields) => {
          const whole = poll(course);
          const bare = poll(course.map(options => without(options, fields)));
          expect(bare.map(({ verdict }) => verdict.ready)).toEqual(
            whole.map(({ verdict }) => verdict.ready),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never ready without the chain ID of its network, whatever else is missing', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 20 }),
        leaveOut,
        fc.integer({ min: 0, max: 1_000_000 }),
        (course, fields, chainId) => {
          const foreign = course.map(options => {
            const { execution = {} } = options;
            return without(
              {
                ...options,
                execution:
                  'kind' in execution ? execution : { ...execution, chainId },
              },
              fields,
            );
          });
          expect(poll(foreign).some(({ verdict }) => verdict.ready)).toBe(
            false,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is never ready with another genesis, once it has been seen, while it is not given again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(good, { age: 49 }), {
          minLength: 2,
          maxLength: 60,
        }),
        course => {
          const wrong = { execution: { genesisHash: `0x${'11'.repeat(32)}` } };
          const silent = course.map(options =>
            without(options, ['genesisHash', 'forks']),
          );
          expect(
            poll([wrong, ...silent]).some(({ verdict }) => verdict.ready),
          ).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('always gives a verdict that fits its schema, with a reason and a sane ETA', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { minLength: 1, maxLength: 40 }),
        course => {
          for (const { verdict } of poll(course)) {
            verdictSchema.parse(verdict);
            expect(verdict.reasons.length).toBeGreaterThan(0);
            expect(verdict.reasons.join()).not.toMatch(
              /undefined|NaN|Infinity/,
            );
            const eta = verdict.progress?.etaSeconds ?? 0;
            expect(eta).toBeGreaterThanOrEqual(0);
            expect(eta).toBeLessThanOrEqual(30 * 86_400);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
