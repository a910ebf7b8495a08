import { noon } from '../../__testUtils__/aNode';
import { stateSpans, timePerState } from './stateSpans';

const MINUTE = 60_000;
const at = (minutes: number) => new Date(noon + minutes * MINUTE).toISOString();
const SUMMARY = '';

describe('stateSpans', () => {
  it('keeps a state until the next transition', () => {
    const transitions = [
      { at: at(-30), state: 'SYNCED' as const, summary: SUMMARY },
      { at: at(20), state: 'STALLED' as const, summary: SUMMARY },
    ];
    expect(
      stateSpans({ transitions, points: [] }, noon, noon + 60 * MINUTE),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * MINUTE },
      { state: 'STALLED', from: noon + 20 * MINUTE, to: noon + 60 * MINUTE },
    ]);
  });

  it('has no state before the first observation', () => {
    const points = [{ at: at(50), state: 'SYNCED' as const }];
    expect(
      stateSpans({ transitions: [], points }, noon, noon + 60 * MINUTE),
    ).toEqual([
      { from: noon, to: noon + 50 * MINUTE },
      { state: 'SYNCED', from: noon + 50 * MINUTE, to: noon + 60 * MINUTE },
    ]);
  });

  it('has no state while the node was not polled', () => {
    const points = [0, 5, 10, 40, 45, 50, 55].map(minutes => ({
      at: at(minutes),
      state: 'SYNCED' as const,
    }));
    expect(
      stateSpans({ transitions: [], points }, noon, noon + 60 * MINUTE),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * MINUTE },
      { from: noon + 20 * MINUTE, to: noon + 40 * MINUTE },
      { state: 'SYNCED', from: noon + 40 * MINUTE, to: noon + 60 * MINUTE },
    ]);
  });

  it('starts a stall when the head stopped, not when it was detected', () => {
    const transitions = [
      { at: at(0), state: 'SYNCED' as const, summary: SUMMARY },
      { at: at(21), since: at(20), state: 'BEHIND' as const, summary: SUMMARY },
      {
        at: at(25),
        since: at(20),
        state: 'STALLED' as const,
        summary: SUMMARY,
      },
    ];
    const points = [5, 10, 15, 20.5, 25, 30, 35, 40].map(minutes => ({
      at: at(minutes),
      state: minutes < 21 ? ('SYNCED' as const) : ('STALLED' as const),
    }));
    expect(
      stateSpans({ transitions, points }, noon, noon + 40 * MINUTE),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * MINUTE },
      { state: 'STALLED', from: noon + 20 * MINUTE, to: noon + 40 * MINUTE },
    ]);
  });

  it('keeps the end of a state that interrupted a stall', () => {
    const transitions = [
      { at: at(0), state: 'SYNCED' as const, summary: SUMMARY },
      {
        at: at(21),
        since: at(20),
        state: 'UNREACHABLE' as const,
        summary: SUMMARY,
      },
      { at: at(23), since: at(20), state: 'BEHIND' as const, summary: SUMMARY },
      {
        at: at(28),
        since: at(20),
        state: 'STALLED' as const,
        summary: SUMMARY,
      },
    ];
    expect(
      stateSpans({ transitions, points: [] }, noon, noon + 40 * MINUTE),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 20 * MINUTE },
      { state: 'STALLED', from: noon + 20 * MINUTE, to: noon + 21 * MINUTE },
      {
        state: 'UNREACHABLE',
        from: noon + 21 * MINUTE,
        to: noon + 23 * MINUTE,
      },
      { state: 'STALLED', from: noon + 23 * MINUTE, to: noon + 40 * MINUTE },
    ]);
  });

  it('prefers the seconds of transitions to the five minutes of points', () => {
    const points = [0, 5, 10, 15, 20].map(minutes => ({
      at: at(minutes),
      state: minutes === 5 ? ('STALLED' as const) : ('SYNCED' as const),
    }));
    const transitions = [
      { at: at(-30), state: 'SYNCED' as const, summary: SUMMARY },
      { at: at(7), state: 'STALLED' as const, summary: SUMMARY },
      { at: at(8), state: 'SYNCED' as const, summary: SUMMARY },
    ];
    expect(
      stateSpans({ transitions, points }, noon, noon + 20 * MINUTE),
    ).toEqual([
      { state: 'SYNCED', from: noon, to: noon + 7 * MINUTE },
      { state: 'STALLED', from: noon + 7 * MINUTE, to: noon + 8 * MINUTE },
      { state: 'SYNCED', from: noon + 8 * MINUTE, to: noon + 20 * MINUTE },
    ]);
  });

  it('joins hourly points within a month', () => {
    const points = Array.from({ length: 30 * 24 }, (_, hours) => ({
      at: at(hours * 60),
      state: 'SYNCED' as const,
    }));
    const to = noon + 30 * 24 * 60 * MINUTE;
    expect(stateSpans({ transitions: [], points }, noon, to)).toEqual([
      { state: 'SYNCED', from: noon, to },
    ]);
  });

  it('returns one span without a state for an empty history', () => {
    expect(
      stateSpans({ transitions: [], points: [] }, noon, noon + MINUTE),
    ).toEqual([{ from: noon, to: noon + MINUTE }]);
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
