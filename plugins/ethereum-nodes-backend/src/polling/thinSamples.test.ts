import fc from 'fast-check';
import type { NodeSample, Verdict } from '@nodeyard/ethereum';
import { judge, networks, windowOf } from '@nodeyard/ethereum';
import { aFailedSample, aSample, noon } from '../__testUtils__/builders';
import { thinSamples } from './thinSamples';
import { itemAt } from '../__testUtils__/itemAt';

const every15s = (
  count: number,
  sample: (at: number, index: number) => NodeSample,
) =>
  Array.from({ length: count }, (_, index) =>
    sample(noon + index * 15_000, index),
  );

describe('thinSamples', () => {
  it('keeps a sample per minute and the newest four of a steady node', () => {
    const kept = thinSamples(every15s(40, at => aSample(at)));
    expect(kept.length).toBeLessThanOrEqual(15);
    expect(kept.slice(-4)).toEqual(every15s(40, at => aSample(at)).slice(-4));
  });

  it('keeps both sides of every change', () => {
    const samples = every15s(40, (at, index) =>
      index % 2 ? aFailedSample(at) : aSample(at),
    );
    expect(thinSamples(samples)).toHaveLength(40);
  });

  it('keeps the first sample with the newest head', () => {
    const stop = 21;
    const samples = every15s(40, (at, index) =>
      aSample(at, {
        head: {
          number: Math.min(index, stop),
          hash: `0x${Math.min(index, stop)}`,
          timestamp: at / 1000 - 600,
        },
      }),
    );
    expect(thinSamples(samples).map(({ at }) => at)).toContain(
      itemAt(samples, stop).at,
    );
  });

  it('keeps fork schedules in the newest sample only', () => {
    const fork = { activationTime: 1, chainId: 11155111, forkId: '0x00000000' };
    const forks = { current: fork, next: null, last: null };
    const kept = thinSamples(every15s(8, at => aSample(at, { forks })));
    const withForks = kept.filter(
      ({ execution }) => execution.kind === 'ok' && execution.value.forks,
    );
    expect(withForks).toEqual([kept.at(-1)]);
  });

  it('does not change the verdict, for any samples', () => {
    const step = fc.record({
      ok: fc.boolean(),
      behindSeconds: fc.constantFrom(5, 40, 60, 4000),
      repeat: fc.nat(6),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), steps => {
        const plan = steps.flatMap(({ repeat, ...one }) =>
          Array.from({ length: repeat + 1 }, () => one),
        );
        const samples = every15s(plan.length, (at, index) => {
          const { ok, behindSeconds } = itemAt(plan, index);
          const timestamp = Math.floor(at / 1000) - behindSeconds;
          const head = {
            number: Math.floor(timestamp / 12),
            hash: `0x${'ab'.repeat(32)}`,
            timestamp,
          };
          return ok ? aSample(at, { head }) : aFailedSample(at);
        });
        const judged = (keep: (window: NodeSample[]) => NodeSample[]) => {
          let window: NodeSample[] = [];
          let previous: Verdict | undefined;
          return samples.map(sample => {
            window = windowOf([...window, sample], sample.at);
            previous = judge({
              network: networks.sepolia,
              samples: window,
              now: sample.at,
              pollIntervalMs: 15_000,
              previous,
            });
            window = keep(window);
            return [previous.state, previous.ready];
          });
        };
        expect(judged(thinSamples)).toEqual(judged(window => window));
      }),
      { numRuns: 200 },
    );
  });
});
