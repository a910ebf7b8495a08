import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { schedule } from './faults';
import { Memory } from './memory';
import { READY_GRACE_MS, RETURN_GRACE_MS, Verdicts } from './verdicts';

const now = Date.UTC(2026, 10, 30, 12);
const SECOND = 1_000;

function shown(node: Partial<EthereumNode>): EthereumNode {
  return {
    id: 'a',
    source: 'static',
    name: 'a',
    network: 'devnet',
    state: 'SYNCED',
    ready: true,
    since: new Date(now).toISOString(),
    summary: '',
    forkReady: true,
    ...node,
  };
}

describe('verdicts', () => {
  const wrong = (
    node: Partial<EthereumNode>,
    usable: boolean,
    ageMs: number,
    excused = false,
  ) => {
    const verdicts = new Verdicts();
    const truths = new Map([['a', { usable, since: now - ageMs }]]);
    for (let look = 0; look < 3; look += 1) {
      verdicts.compare([shown(node)], truths, { now, excused });
    }
    return verdicts.wrong.map(({ kind }) => kind);
  };
  const unreachable = { state: 'UNREACHABLE', ready: false } as const;
  const unknown = { state: 'UNKNOWN', ready: false } as const;

  test('"ready" of a node that is not is false after its grace, and nothing excuses it', () => {
    assert.deepEqual(wrong({}, false, READY_GRACE_MS), []);
    assert.deepEqual(wrong({}, false, READY_GRACE_MS + 1, true), [
      'false ready',
    ]);
  });

  test('"unreachable" of a node that is not is false after its grace, and nothing excuses it', () => {
    assert.deepEqual(wrong(unreachable, true, RETURN_GRACE_MS), []);
    assert.deepEqual(wrong(unreachable, true, RETURN_GRACE_MS + 1, true), [
      'false unreachable',
    ]);
  });

  test('a backend that cannot look may know nothing', () => {
    const age = RETURN_GRACE_MS + 1;
    assert.deepEqual(wrong(unknown, true, age, true), []);
    assert.deepEqual(wrong(unknown, true, age), ['usable, not shown as ready']);
  });
});

describe('memory', () => {
  const historyAt = (...times: number[]) => ({
    points: times.map(at => ({
      at: new Date(at).toISOString(),
      state: 'SYNCED' as const,
    })),
    transitions: [
      {
        at: new Date(now - 3_600 * SECOND).toISOString(),
        state: 'SYNCED' as const,
        summary: '',
      },
    ],
  });

  test('names points, transitions and snapshots that are gone, once', () => {
    const memory = new Memory();
    memory.remember('a', historyAt(now - 30 * SECOND, now - 15 * SECOND), now);
    memory.rememberSnapshots(['s1', 's2'], ['s1', 's2']);
    for (let look = 0; look < 2; look += 1) {
      memory.remember(
        'a',
        { ...historyAt(now - 15 * SECOND), transitions: [] },
        now,
      );
      // One is pruned, the other is still in the store.
      memory.rememberSnapshots([], ['s2']);
    }
    assert.deepEqual(memory.lost, [
      'a: point of 2026-11-30T11:59:30.000Z',
      'a: transition of 2026-11-30T11:00:00.000Z SYNCED',
      'snapshot s2',
    ]);
  });

  test('counts rounds that are missed, apart those in faults', () => {
    const memory = new Memory();
    const times = [0, 15, 30, 75, 90, 150].map(s => now + s * SECOND);
    memory.remember('a', historyAt(...times), now + 160 * SECOND);
    const window = { from: now, to: now + 160 * SECOND };
    const fault = { from: now + 100 * SECOND, to: now + 110 * SECOND };
    assert.deepEqual(memory.rounds('a', window, 15 * SECOND, [fault]), {
      made: 6,
      missedInFaults: 3,
      missed: 2,
    });
  });
});

describe('the schedule', () => {
  test('is the same for the same seed, one fault after the other, the kills first and the end calm', () => {
    for (const minutes of [3, 60, 120]) {
      const faults = schedule(7, minutes);
      assert.deepEqual(schedule(7, minutes), faults);
      const own = faults.filter(({ target }) => target !== 'cluster');
      for (const [i, { at, seconds }] of own.entries()) {
        assert.ok(at + seconds <= (own[i + 1]?.at ?? minutes * 54));
      }
    }
    const kinds = schedule(7, 60).map(({ kind }) => kind);
    assert.equal(kinds.filter(kind => kind === 'API server away').length, 1);
    assert.deepEqual(kinds.slice(0, 5), Array(5).fill('kill'));
  });
});
