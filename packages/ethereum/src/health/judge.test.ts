import {
  aSample,
  hash,
  NOON,
  notConfigured,
  refused,
  reset,
  sepolia,
  timedOut,
  samplesUntil,
  type SampleOptions,
} from '../__fixtures__/aSample';
import {
  judgeAtNoon,
  judgeSample,
  POLL_INTERVAL_MS,
} from '../__fixtures__/judged';
import { networks } from '../networks/generated';
import type { JudgeInput } from './judgeInput';
import { compareSeverity } from './severity';
import {
  nodeStates,
  verdictSchema,
  type JudgedState,
  type Verdict,
} from './verdict';
import { windowOf } from './window';

const MINUTE = 60_000;

/** A node whose head has had the same time for `minutes`. */
const still = (minutes: number, options: SampleOptions = {}) =>
  samplesUntil(NOON, minutes * 12 + 1, POLL_INTERVAL_MS, place => ({
    ...options,
    age: 120 + place * 5,
  }));

const previousOf = (
  state: Verdict['state'],
  ready: boolean,
  since = NOON - 5 * MINUTE,
): Verdict => ({
  ...judgeSample({}),
  state,
  ready,
  since,
});

/** Samples of a node in each state. */
const examples: Record<
  JudgedState,
  [JudgeInput['samples'], Partial<JudgeInput>?]
> = {
  WRONG_NETWORK: [[aSample({ execution: { chainId: 1 } })]],
  UNREACHABLE: [[aSample({ execution: timedOut })]],
  WAITING_FOR_CL: [[aSample({ consensus: refused })]],
  STALLED: [still(6)],
  BEHIND: [[aSample({ age: 49 })]],
  SYNCING: [
    [
      aSample({
        age: 9000,
        execution: {
          syncing: { currentBlock: 1, highestBlock: 9, indexingOnly: false },
        },
      }),
    ],
  ],
  NETWORK_STALL: [
    still(6),
    { others: { count: 3, newestHeadTimestamp: NOON / 1000 - 480 } },
  ],
  UNKNOWN: [[]],
  INDEXING: [
    [
      aSample({
        execution: {
          syncing: { currentBlock: 9, highestBlock: 9, indexingOnly: true },
        },
      }),
    ],
  ],
  SYNCED: [[aSample({})]],
};

describe('states', () => {
  it.each(Object.entries(examples))(
    'is %s for its example',
    (state, [samples, input]) => {
      expect(judgeAtNoon(samples, input).state).toBe(state);
    },
  );

  it('is SYNCED with a fresh head that the consensus client confirms', () => {
    expect(judgeSample({})).toMatchObject({
      state: 'SYNCED',
      runbook: 'synced',
      forkReady: true,
    });
  });

  it('is SYNCED without a consensus client to ask', () => {
    expect(judgeSample({ consensus: notConfigured }).reasons).toContain(
      'no consensus client is configured to confirm it',
    );
  });

  it.each([
    [48, 'SYNCED'],
    [49, 'BEHIND'],
  ] as const)(
    'with a head of %d s is %s: up to four slots are fresh',
    (age, state) => {
      expect(judgeSample({ age }).state).toBe(state);
    },
  );

  it('uses the slots of its network', () => {
    const options = {
      age: 9,
      execution: { chainId: 7332, genesisHash: hash(1), forks: undefined },
    };
    expect(judgeSample(options, { network: networks.devnet }).state).toBe(
      'BEHIND',
    );
    expect(
      judgeSample({ ...options, age: 8 }, { network: networks.devnet }).state,
    ).toBe('SYNCED');
  });

  it('does not test the genesis of a devnet whose genesis is not known', () => {
    const verdict = judgeSample(
      { age: 2, execution: { chainId: 7332, genesisHash: hash(99) } },
      { network: networks.devnet },
    );
    expect(verdict.state).toBe('SYNCED');
  });

  it('is INDEXING at the head while only indexes are left to build', () => {
    const syncing = {
      currentBlock: 9,
      highestBlock: 9,
      indexingOnly: true,
      work: 1,
    };
    expect(judgeSample({ execution: { syncing } }).state).toBe('INDEXING');
  });

  it('is WRONG_NETWORK on another chain, whatever else is wrong', () => {
    const verdict = judgeSample({
      age: 9000,
      execution: { chainId: 1 },
      consensus: refused,
    });
    expect(verdict).toMatchObject({
      state: 'WRONG_NETWORK',
      reasons: ['execution client is on chain 1, sepolia is chain 11155111'],
    });
  });

  it('is WRONG_NETWORK with another genesis under the right chain ID', () => {
    expect(
      judgeSample({ execution: { genesisHash: hash(1) } }).reasons[0],
    ).toMatch(/its datadir was made for another network$/);
  });

  it('is UNREACHABLE without an execution client, with the failure of the consensus client', () => {
    const verdict = judgeSample({ execution: timedOut, consensus: refused });
    expect(verdict.state).toBe('UNREACHABLE');
    expect(verdict.reasons).toEqual([
      'execution client has not answered on 127.0.0.1:8545 (no answer within 3000 ms) since 12:00 UTC',
      'consensus client has not answered on 127.0.0.1:5052 (connection refused) since 12:00 UTC',
    ]);
  });

  it.each<[string, SampleOptions]>([
    ['its consensus client is gone', { consensus: refused }],
    [
      'its consensus client does not reach it',
      { consensus: { elOffline: true } },
    ],
    [
      'it has never been sent a head',
      {
        age: 9e8,
        consensus: notConfigured,
        execution: { head: { number: 0, hash: hash(0), timestamp: 1 } },
      },
    ],
  ])('is WAITING_FOR_CL when %s', (_, options) => {
    expect(judgeSample(options)).toMatchObject({
      state: 'WAITING_FOR_CL',
      ready: false,
    });
  });

  it('does not accept an optimistic head as fresh', () => {
    expect(judgeSample({ consensus: { isOptimistic: true } }).state).toBe(
      'BEHIND',
    );
  });

  it('does not accept a head as fresh that the consensus client is far from', () => {
    const verdict = judgeSample({
      consensus: { syncDistance: 40, isSyncing: true },
    });
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.reasons).toContain('consensus client is 40 slots behind');
  });

  it('is UNKNOWN before the first sample and after three polling periods without one', () => {
    expect(judgeAtNoon([])).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      reasons: ['not probed yet'],
    });
    const old = samplesUntil(NOON - 3 * POLL_INTERVAL_MS, 5, POLL_INTERVAL_MS);
    expect(judgeAtNoon(old)).toMatchObject({ state: 'SYNCED', ready: true });
    expect(judgeAtNoon(old, { now: NOON + 1 })).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      evidence: {},
      reasons: ['last probed at 11:59 UTC, 15 s ago'],
    });
  });

  it('gives each state the anchor of its runbook section and a verdict that fits its schema', () => {
    const verdict = judgeSample({ consensus: refused });
    expect(verdict.runbook).toBe('waiting-for-cl');
    expect(verdictSchema.parse(verdict)).toEqual(
      JSON.parse(JSON.stringify(verdict)),
    );
  });
});

describe('syncing', () => {
  const catchingUp = (perSecond: number, ageNow: number) =>
    samplesUntil(NOON, 13, POLL_INTERVAL_MS, place => ({
      age: Math.round(ageNow + (12 - place) * 5 * (perSecond - 1)),
      consensus: { isOptimistic: true, syncDistance: 300 },
    }));

  it('is SYNCING when the head gains on the clock, with the time that is left', () => {
    const verdict = judgeAtNoon(catchingUp(21, 3600));
    expect(verdict).toMatchObject({
      state: 'SYNCING',
      progress: { etaSeconds: 180 },
    });
    expect(verdict.evidence.syncRate).toBeCloseTo(21);
    expect(verdict.reasons[0]).toMatch(
      /1 h old, and gains 21\.0 s of chain per second/,
    );
  });

  it('is BEHIND when its distance is constant', () => {
    const verdict = judgeAtNoon(catchingUp(1, 3600));
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.progress).toBeUndefined();
  });

  it('shows no ETA at an unreliable rate', () => {
    expect(
      judgeAtNoon(catchingUp(1.6, 20_000_000)).progress?.etaSeconds,
    ).toBeUndefined();
  });

  it('shows no ETA and no rate over the jump from block 0 at the end of a snap sync', () => {
    const samples = [
      aSample({
        at: NOON - 10_000,
        execution: {
          head: { number: 0, hash: hash(0), timestamp: 1633267481 },
        },
      }),
      aSample({ at: NOON, age: 900, consensus: { isOptimistic: true } }),
    ];
    const verdict = judgeAtNoon(samples);
    expect(verdict.state).toBe('SYNCING');
    expect(verdict.evidence.syncRate).toBeUndefined();
    expect(verdict.progress?.etaSeconds).toBeUndefined();
  });

  it('is never in sync at block 0, even with a recent genesis of a devnet', () => {
    const young = { number: 0, hash: hash(0), timestamp: NOON / 1000 - 2 };
    expect(judgeSample({ execution: { head: young } }).state).toBe(
      'WAITING_FOR_CL',
    );
    const indexing = {
      currentBlock: 0,
      highestBlock: 0,
      indexingOnly: true,
      work: 1,
    };
    expect(
      judgeSample({ execution: { head: young, syncing: indexing } }),
    ).toMatchObject({ state: 'WAITING_FOR_CL', ready: false });
    const optimistic = { isOptimistic: true };
    expect(
      judgeSample({
        execution: { head: young, syncing: indexing },
        consensus: optimistic,
      }),
    ).toMatchObject({ state: 'SYNCING', ready: false });
  });

  it('takes progress from the sync object while a snap sync leaves the head at block 0', () => {
    const verdict = judgeSample({
      execution: {
        head: { number: 0, hash: hash(0), timestamp: 1633267481 },
        syncing: {
          currentBlock: 500,
          highestBlock: 9000,
          indexingOnly: false,
          work: 9,
        },
      },
      consensus: { isOptimistic: true },
    });
    expect(verdict).toMatchObject({
      state: 'SYNCING',
      progress: { currentBlock: 500, highestBlock: 9000 },
    });
    expect(verdict.reasons[0]).toBe('execution client is at block 500 of 9000');
  });

  it('does not report one block as catching up', () => {
    const samples = [
      aSample({ at: NOON - 5000, age: 612 }),
      aSample({ at: NOON, age: 605 }),
    ];
    expect(judgeAtNoon(samples).state).toBe('BEHIND');
  });
});

describe('stalls', () => {
  it('is STALLED after five minutes without progress, and names missing peers', () => {
    expect(judgeAtNoon(still(4)).state).toBe('BEHIND');
    const verdict = judgeAtNoon(still(6, { execution: { peers: 0 } }));
    expect(verdict.state).toBe('STALLED');
    expect(verdict.reasons[1]).toMatch(/no peers/);
  });

  it('reports the number of peers of a stalled node', () => {
    expect(judgeAtNoon(still(6)).reasons[1]).toMatch(/has peers/);
  });

  it('has no reason about peers that the client does not report', () => {
    const { reasons } = judgeAtNoon(
      still(6, { execution: { peers: undefined } }),
    );
    expect(reasons.join()).not.toMatch(/peers/);
  });

  it('is STALLED when no counter of a sync moves, SYNCING while one does', () => {
    const syncing = (work: number) => ({
      execution: {
        syncing: {
          currentBlock: 5,
          highestBlock: 9,
          indexingOnly: false,
          work,
        },
      },
      consensus: { isOptimistic: true, syncDistance: 99 },
    });
    expect(judgeAtNoon(still(6, syncing(7))).state).toBe('STALLED');
    const moving = samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
      ...syncing(place),
      age: 900 + place * 5,
    }));
    expect(judgeAtNoon(moving).state).toBe('SYNCING');
  });

  it('is NETWORK_STALL when every other node is as old, and keeps its readiness', () => {
    const others = { count: 3, newestHeadTimestamp: NOON / 1000 - 480 };
    expect(
      judgeAtNoon(still(6), { others, previous: previousOf('SYNCED', true) }),
    ).toMatchObject({
      state: 'NETWORK_STALL',
      ready: true,
    });
    expect(
      judgeAtNoon(still(6), { others, previous: previousOf('BEHIND', false) })
        .ready,
    ).toBe(false);
  });

  it('is not NETWORK_STALL if others are ahead', () => {
    const others = { count: 3, newestHeadTimestamp: NOON / 1000 - 6 };
    expect(judgeAtNoon(still(6), { others }).state).toBe('STALLED');
  });

  it('is not NETWORK_STALL if others are further behind', () => {
    const others = { count: 3, newestHeadTimestamp: NOON / 1000 - 86_400 };
    const previous = previousOf('SYNCED', true);
    expect(judgeAtNoon(still(6), { others, previous })).toMatchObject({
      state: 'STALLED',
      ready: false,
    });
    expect(judgeAtNoon(still(3), { others, previous })).toMatchObject({
      state: 'BEHIND',
      ready: false,
    });
  });

  it.each([
    [-48, 'NETWORK_STALL'],
    [-49, 'STALLED'],
    [48, 'NETWORK_STALL'],
    [49, 'STALLED'],
  ] as const)(
    'with others whose head is %d s newer is %s: about the same time is four slots',
    (newer, state) => {
      const samples = still(6);
      const age = 120 + 72 * 5;
      const others = {
        count: 1,
        newestHeadTimestamp: NOON / 1000 - age + newer,
      };
      expect(judgeAtNoon(samples, { others }).state).toBe(state);
    },
  );

  it('stays ready when the network resumes', () => {
    const others = { count: 3, newestHeadTimestamp: NOON / 1000 - 6 };
    const samples = [...still(3).slice(0, -1), aSample({ age: 6 })];
    const previous = previousOf('NETWORK_STALL', true, NOON - 4 * MINUTE);
    expect(judgeAtNoon(samples, { others, previous })).toMatchObject({
      state: 'SYNCED',
      ready: true,
    });
  });
});

describe('readiness', () => {
  const good: SampleOptions = {};
  const bad: SampleOptions = { age: 100 };
  const after = (...course: SampleOptions[]) =>
    judgeAtNoon(
      samplesUntil(
        NOON,
        course.length,
        POLL_INTERVAL_MS,
        place => course[place] ?? {},
      ),
    ).ready;

  it('is gained with the second good sample in a row', () => {
    expect(after(good)).toBe(false);
    expect(after(good, bad, good)).toBe(false);
    expect(after(good, good)).toBe(true);
  });

  it('is lost with the third bad sample in a row', () => {
    expect(after(good, good, bad, bad)).toBe(true);
    expect(after(good, good, bad, bad, good, bad, bad)).toBe(true);
    expect(after(good, good, bad, bad, bad)).toBe(false);
  });

  it('is lost at once on a wrong network and when a process has ended', () => {
    expect(after(good, good, { execution: { chainId: 1 } })).toBe(false);
    expect(after(good, good, { execution: refused })).toBe(false);
    expect(after(good, good, { consensus: refused })).toBe(false);
  });

  it('is kept over one or two slow answers of a client', () => {
    expect(after(good, good, { execution: timedOut })).toBe(true);
    expect(
      after(good, good, { consensus: timedOut }, { consensus: timedOut }),
    ).toBe(true);
    expect(
      after(
        good,
        good,
        { execution: timedOut },
        { execution: timedOut },
        { execution: timedOut },
      ),
    ).toBe(false);
  });

  it('is kept over one or two broken connections to either client', () => {
    expect(after(good, good, { execution: reset })).toBe(true);
    expect(after(good, good, { consensus: reset }, { consensus: reset })).toBe(
      true,
    );
    expect(
      after(
        good,
        good,
        { execution: reset },
        { execution: reset },
        { execution: reset },
      ),
    ).toBe(false);
  });

  it('is kept by a good sample only, when the window is too short', () => {
    const was = (ready: boolean) => ({ previous: previousOf('SYNCED', ready) });
    expect(judgeSample(good, was(true)).ready).toBe(true);
    expect(judgeSample(good, was(false)).ready).toBe(false);
    expect(judgeSample(bad, was(true)).ready).toBe(false);
  });

  it('is lost with the first bad sample after three periods without a good one', () => {
    const afterPause = (periods: number) =>
      judgeAtNoon([
        ...samplesUntil(
          NOON - periods * POLL_INTERVAL_MS,
          3,
          POLL_INTERVAL_MS,
          () => good,
        ),
        aSample({ ...bad, at: NOON }),
      ]).ready;
    expect(afterPause(3)).toBe(true);
    expect(afterPause(3.1)).toBe(false);
  });

  it('does not change when the same samples are judged again', () => {
    const samples = samplesUntil(NOON, 4, POLL_INTERVAL_MS, place =>
      place < 2 ? good : bad,
    );
    let previous = judgeAtNoon(samples);
    for (let again = 0; again < 3; again++) {
      previous = judgeAtNoon(samples, { previous });
    }
    expect(previous.ready).toBe(true);
  });
});

describe('since', () => {
  it('is the time when the state was first seen, over any number of verdicts', () => {
    const previous = previousOf('SYNCED', true, NOON - 90 * MINUTE);
    expect(judgeSample({}, { previous }).since).toBe(NOON - 90 * MINUTE);
    expect(judgeSample({ consensus: refused }, { previous }).since).toBe(NOON);
  });

  it('is the time when the head stopped, not five minutes later', () => {
    const stopped = NOON - 5 * MINUTE;
    const samples = samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
      age: place < 12 ? 6 : 6 + (place - 12) * 5,
    }));
    const verdict = judgeAtNoon(samples, {
      previous: previousOf('BEHIND', false, NOON - 4 * MINUTE),
    });
    expect(verdict).toMatchObject({ state: 'STALLED', since: stopped });
  });

  it('is the time of the last answer of an execution client that has ended', () => {
    const samples = samplesUntil(NOON, 3, POLL_INTERVAL_MS, place =>
      place < 1 ? {} : { execution: refused },
    );
    const last = NOON - 2 * POLL_INTERVAL_MS;
    expect(judgeAtNoon(samples)).toMatchObject({
      state: 'UNREACHABLE',
      since: last,
    });
  });

  it('reaches back beyond the window in the reason for a client that has ended', () => {
    const previous = previousOf(
      'WAITING_FOR_CL',
      false,
      NOON - 26 * 60 * MINUTE,
    );
    expect(
      judgeSample({ consensus: refused }, { previous }).reasons[0],
    ).toMatch(/since 2026-11-22 10:00 UTC$/);
  });
});

describe('clocks', () => {
  it('reports a head from the future as a slow local clock, with the skew', () => {
    const verdict = judgeSample({ age: -90 });
    expect(verdict.evidence.clockSkewSeconds).toBe(90);
    expect(verdict.reasons).toContain(
      'the local clock is 1 min 30 s behind the network: synchronise it (NTP)',
    );
    expect(judgeSample({ age: -24 }).evidence.clockSkewSeconds).toBeUndefined();
  });

  it('is UNKNOWN with a sample from before the clock was set back, except for one polling period', () => {
    const samples = samplesUntil(NOON, 3, POLL_INTERVAL_MS);
    const previous = previousOf('SYNCED', true);
    expect(
      judgeAtNoon(samples, { previous, now: NOON - POLL_INTERVAL_MS }).state,
    ).toBe('SYNCED');
    expect(
      judgeAtNoon(samples, { previous, now: NOON - POLL_INTERVAL_MS - 1 }),
    ).toMatchObject({ state: 'UNKNOWN', ready: false });
    expect(
      judgeAtNoon(samples, { previous, now: NOON - 60 * MINUTE }).reasons,
    ).toEqual([
      'last probed at 12:00 UTC, 1 h ahead of the local clock, which was set back',
    ]);
  });

  it('does not let a slow clock make a stalled node look fresh', () => {
    const samples = samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
      age: -7200 + place * 5,
    }));
    expect(judgeAtNoon(samples)).toMatchObject({
      state: 'STALLED',
      ready: false,
    });
  });

  it('suspects the local clock if a confirmed head moves with the network and is old', () => {
    const samples = samplesUntil(NOON, 30, POLL_INTERVAL_MS, () => ({
      age: 200,
    }));
    const verdict = judgeAtNoon(samples);
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.reasons.at(-1)).toMatch(
      /the local clock may be 3 min 20 s fast/,
    );
  });
});

describe('age of the data', () => {
  it('is reported after thirty days and changes nothing else', () => {
    const old = { ...sepolia, checkedAt: '2026-10-20' };
    const samples = samplesUntil(NOON, 3, POLL_INTERVAL_MS);
    const verdict = judgeAtNoon(samples, { network: old });
    expect(verdict.reasons.at(-1)).toMatch(
      /checked on 2026-10-20, 34 days ago/,
    );
    expect(verdict).toMatchObject({ state: 'SYNCED', ready: true });
    expect(judgeAtNoon(samples).reasons.join()).not.toMatch(/days ago/);
  });
});

describe('windowOf', () => {
  it('has ten minutes, oldest first, none from the future', () => {
    const samples = samplesUntil(NOON + MINUTE, 15, MINUTE).reverse();
    const kept = windowOf(samples, NOON).map(({ at }) => (NOON - at) / MINUTE);
    expect(kept).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('is bounded at any rate of samples', () => {
    expect(windowOf(samplesUntil(NOON, 5000, 100), NOON)).toHaveLength(600);
  });
});

describe('compareSeverity', () => {
  it('sorts worst first', () => {
    expect([...nodeStates].reverse().sort(compareSeverity)).toEqual(nodeStates);
  });
});
