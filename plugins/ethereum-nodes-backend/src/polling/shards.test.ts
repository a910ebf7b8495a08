import { alignToPhase, shardOf, SHARDS } from './shards';

const POLL_MS = 15_000;
const ids = Array.from({ length: 3000 }, (_, index) => `static~node-${index}`);

/** Time of the sixth poll of a node that was first polled at 0. */
function spread(id: string): number {
  let at = 0;
  for (let poll = 0; poll < 6; poll += 1) {
    at = alignToPhase(id, at + POLL_MS, POLL_MS);
  }
  return at;
}

it('spreads nodes evenly over shards', () => {
  const counts = new Array<number>(SHARDS).fill(0);
  for (const id of ids) counts[shardOf(id)] = (counts[shardOf(id)] ?? 0) + 1;
  expect(Math.min(...counts)).toBeGreaterThan(20);
  expect(Math.max(...counts)).toBeLessThan(80);
});

it('spreads nodes that were polled at once evenly over the period, and keeps them there', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const id of ids) {
    const at = spread(id);
    const tenth = Math.floor((at % POLL_MS) / (POLL_MS / 10));
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    expect(alignToPhase(id, at + POLL_MS, POLL_MS)).toBe(at + POLL_MS);
  }
  expect(Math.min(...tenths)).toBeGreaterThan(200);
  expect(Math.max(...tenths)).toBeLessThan(400);
});

it('moves a poll by a tenth of the period at most', () => {
  for (const id of ids.slice(0, 100)) {
    const moved = alignToPhase(id, 100_000, POLL_MS) - 100_000;
    expect(Math.abs(moved)).toBeLessThanOrEqual(POLL_MS / 10);
  }
});
