import { noon } from '../../__testUtils__/aNode';
import { stateSpans, timePerState } from './stateSpans';

const minute = 60_000;
const at = (minutes: number) => new Date(noon + minutes * minute).toISOString();
const summary = '';

describe('stateSpans', () => {
  it('keeps a state until the next transition', () => {
    const transitions = [
      { at: at(-30), state: 'SYNCED' as const, summary },
      { at: at(20), state: 'STALLED' as const, summary },
    ];
    expect(
      stateSpans({ transitions, points: [] }, noon, noon + 60 * minute),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * minute },
      { state: 'STALLED', from: noon + 20 * minute, to: noon + 60 * minute },
    ]);
  });

  it('has no state before the first observation', () => {
    const points = [{ at: at(50), state: 'SYNCED' as const }];
    expect(
      stateSpans({ transitions: [], points }, noon, noon + 60 * minute),
    ).toEqual([
      { from: noon, to: noon + 50 * minute },
      { state: 'SYNCED', from: noon + 50 * minute, to: noon + 60 * minute },
    ]);
  });

  it('has no state while the node was not polled', () => {
    const points = [0, 5, 10, 40, 45, 50, 55].map(minutes => ({
      at: at(minutes),
      state: 'SYNCED' as const,
    }));
    expect(
      stateSpans({ transitions: [], points }, noon, noon + 60 * minute),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * minute },
      { from: noon + 20 * minute, to: noon + 40 * minute },
      { state: 'SYNCED', from: noon + 40 * minute, to: noon + 60 * minute },
    ]);
  });

  it('starts a stall when the head stopped, not when it was detected', () => {
    const transitions = [
      { at: at(0), state: 'SYNCED' as const, summary },
      { at: at(21), since: at(20), state: 'BEHIND' as const, summary },
      { at: at(25), since: at(20), state: 'STALLED' as const, summary },
    ];
    const points = [5, 10, 15, 20.5, 25, 30, 35, 40].map(minutes => ({
      at: at(minutes),
      state: minutes < 21 ? ('SYNCED' as const) : ('STALLED' as const),
    }));
    expect(
      stateSpans({ transitions, points }, noon, noon + 40 * minute),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * minute },
      { state: 'STALLED', from: noon + 20 * minute, to: noon + 40 * minute },
    ]);
  });

  it('keeps the end of a state that interrupted a stall', () => {
    const transitions = [
      { at: at(0), state: 'SYNCED' as const, summary },
      { at: at(21), since: at(20), state: 'UNREACHABLE' as const, summary },
      { at: at(23), since: at(20), state: 'BEHIND' as const, summary },
      { at: at(28), since: at(20), state: 'STALLED' as const, summary },
    ];
    expect(
      stateSpans({ transitions, points: [] }, noon, noon + 40 * minute),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * minute },
      { state: 'STALLED', from: noon + 20 * minute, to: noon + 21 * minute },
      {
        state: 'UNREACHABLE',
        from: noon + 21 * minute,
        to: noon + 23 * minute,
      },
      { state: 'STALLED', from: noon + 23 * minute, to: noon + 40 * minute },
    ]);
  });

  it('prefers the seconds of transitions to the five minutes of points', () => {
    const points = [0, 5, 10, 15, 20].map(minutes => ({
      at: at(minutes),
      state: minutes === 5 ? ('STALLED' as const) : ('SYNCED' as const),
    }));
    const transitions = [
      { at: at(-30), state: 'SYNCED' as const, summary },
      { at: at(7), state: 'STALLED' as const, summary },
      { at: at(8), state: 'SYNCED' as const, summary },
    ];
    expect(
      stateSpans({ transitions, points }, noon, noon + 20 * minute),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 7 * minute },
      { state: 'STALLED', from: noon + 7 * minute, to: noon + 8 * minute },
      { state: 'SYNCED', from: noon + 8 * minute, to: noon + 20 * minute },
    ]);
  });

  it('joins hourly points within a month', () => {
    const points = Array.from({ length: 30 * 24 }, (_, hours) => ({
      at: at(hours * 60),
      state: 'SYNCED' as const,
    }));
    const to = noon + 30 * 24 * 60 * minute;
    expect(stateSpans({ transitions: [], points }, noon, to)).toEqual([
      { state: 'SYNCED', from: noon, to },
    ]);
  });

  it('returns one span without a state for an empty history', () => {
    expect(
      stateSpans({ transitions: [], points: [] }, noon, noon + minute),
    ).toEqual([{ from: noon, to: noon + minute }]);
  });
});

describe('timePerState', () => {
  it('adds up spans by state, longest first', () => {
    expect(
      timePerState([
        { state: 'STALLED', from: 0, to: 10 },
        { state: 'SYNCED', from: 10, to: 25 },
        { state: 'STALLED', from: 25, to: 40 },
      ]),
    ).toEqual([
      { state: 'STALLED', ms: 25 },
      { state: 'SYNCED', ms: 15 },
    ]);
  });
});
