import {
  aSample,
  hash,
  NOON,
  notConfigured,
  refused,
  samplesUntil,
  sepolia,
  type SampleOptions,
} from '../__fixtures__/aSample';
import {
  judgeAtNoon,
  judgeSample,
  POLL_INTERVAL_MS,
} from '../__fixtures__/judged';
import { networks } from '../networks/generated';
import type { JudgeInput } from './judgeInput';
import { reasonBesideHead } from './summary';

const reasonsOf = (options: SampleOptions, input?: Partial<JudgeInput>) =>
  judgeSample(options, input).reasons.join('\n');

/** A node whose head has stood still for six minutes. */
const stalled = (options: SampleOptions) =>
  judgeAtNoon(
    samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
      ...options,
      age: 120 + place * 5,
    })),
  ).reasons.join('\n');

/** A head that moves with the clock, and stays as old. */
const moving = (options: SampleOptions) =>
  judgeAtNoon(
    samplesUntil(NOON, 30, POLL_INTERVAL_MS, () => options),
  ).reasons.join('\n');

const block0 = { number: 0, hash: hash(0), timestamp: 1633267481 };
const indexing = {
  currentBlock: 0,
  highestBlock: 0,
  indexingOnly: true,
  work: 1,
};
const busy = {
  currentBlock: 5,
  highestBlock: 90,
  indexingOnly: false,
  work: 1,
};
/** Besu whose snap sync has ended and whose state must be healed: idle by its own account, at block 0 or at an old head. */
const stranded = {
  execution: { head: block0, syncing: false as const },
  consensus: { isOptimistic: true, elOffline: false },
};

/** Causes: each is to be named where the evidence excludes the others, and nowhere else. */
const engine = /check the Engine API endpoint and the JWT secret/;
const clockIsSlow = /the local clock is .* behind the network/;
const clockIsFast = /the local clock may be .* fast/;
const peersMissing = /execution client has no peers/;

describe('the engine endpoint and the JWT secret', () => {
  it('are named if the consensus client reports that it cannot reach the execution client', () => {
    expect(reasonsOf({ consensus: { elOffline: true } })).toMatch(engine);
  });

  it.each<[string, SampleOptions]>([
    ['a client stranded at block 0 in a repair of its state', stranded],
    [
      'one stranded at an old head',
      { age: 90_000, consensus: { isOptimistic: true } },
    ],
    [
      'one that waits for a consensus client that is itself behind',
      {
        execution: { head: block0 },
        consensus: { syncDistance: 70, isSyncing: true, headSlot: 0 },
      },
    ],
    [
      'one whose consensus client has a head of its own for confirmed',
      { execution: { head: block0 } },
    ],
    [
      'one that syncs',
      { execution: { syncing: busy }, consensus: { isOptimistic: true } },
    ],
    ['one whose consensus client is gone', { consensus: refused }],
    [
      'one without a consensus client',
      { execution: { head: block0 }, consensus: notConfigured },
    ],
    [
      'one that does not report whether it is syncing',
      {
        age: 900,
        execution: { syncing: undefined },
        consensus: { isOptimistic: true },
      },
    ],
  ])('are not named as a cause of %s', (_, options) => {
    const words = reasonsOf(options);
    expect(words).not.toMatch(engine);
    expect(words).not.toMatch(/do not reach each other/);
  });

  it('are two of the checks if only an optimistic head is known', () => {
    expect(judgeSample(stranded)).toMatchObject({
      state: 'BEHIND',
      ready: false,
    });
    expect(reasonsOf(stranded)).toMatch(
      /optimistic, but the execution client reports no blocks to fetch: check the log of the consensus client .* and the log of the execution client for a state repair/,
    );
    expect(stalled(stranded)).toMatch(/check the log of the consensus client/);
  });
});

describe('a client at block 0 without a consensus client so far', () => {
  it.each<[string, SampleOptions['execution']]>([
    ['says that it does not sync (besu, reth)', { head: block0 }],
    [
      'has a block to index, for ever (geth)',
      { head: block0, syncing: indexing },
    ],
  ])('waits for a consensus client when it %s', (_, execution) => {
    expect(judgeSample({ execution, consensus: notConfigured })).toMatchObject({
      state: 'WAITING_FOR_CL',
    });
    expect(
      reasonsOf({
        execution,
        consensus: { headSlot: 0, syncDistance: 70, isSyncing: true },
      }),
    ).toMatch(/consensus client is itself 70 slots behind/);
  });

  it('waits for a missing consensus client, although it does not report whether it is syncing (EthereumJS)', () => {
    const why =
      'eth_syncing: error -32603: no peer available for synchronization';
    const execution = {
      head: block0,
      syncing: undefined,
      peers: 0,
      unanswered: { syncing: { why, code: -32603 } },
    };
    const { state, reasons } = judgeSample({ execution, consensus: refused });
    expect(state).toBe('WAITING_FOR_CL');
    expect(reasons[0]).toMatch(/^consensus client has not answered/);
    expect(reasons).toContain(
      `execution client does not report whether it is syncing (${why})`,
    );
  });

  it('is judged by its consensus client if it reports a sync without figures (reth, erigon)', () => {
    const syncing = { ...indexing, indexingOnly: false };
    const execution = { head: block0, syncing };
    expect(judgeSample({ execution }).state).toBe('WAITING_FOR_CL');
    expect(
      judgeSample({ execution, consensus: { isOptimistic: true } }).state,
    ).toBe('SYNCING');
    expect(
      judgeSample({ execution, consensus: notConfigured }).reasons,
    ).toEqual([
      'execution client is at block 0 of sepolia and reports that it is syncing, without progress figures yet',
      'no consensus client is configured for probing: check the one that drives this node',
    ]);
  });

  it('is reported as syncing only if its consensus client is optimistic', () => {
    const execution = { head: block0, syncing: indexing };
    expect(reasonsOf({ execution, consensus: notConfigured })).not.toMatch(
      /reports that it is syncing/,
    );
    expect(reasonsOf({ execution, consensus: { isOptimistic: true } })).toMatch(
      /reports that it is syncing/,
    );
  });

  it('is not compared with a consensus client that is at genesis itself (Lodestar, in its first seconds)', () => {
    expect(
      judgeSample({ execution: { head: block0 }, consensus: { headSlot: 0 } })
        .reasons[0],
    ).toBe(
      'execution client is at block 0 and waits for a head; the consensus client is itself at slot 0',
    );
  });

  it('has in its reason the head that its consensus client takes for confirmed', () => {
    expect(reasonsOf({ execution: { head: block0 } })).toMatch(
      /considers its own head \(slot \d+\) confirmed: check that its Engine API endpoint is this execution client/,
    );
  });
});

describe('a consensus client that does not confirm the head', () => {
  const unconfirmed = /the consensus client does not confirm it/;

  it('is named if it is far from a recent head', () => {
    expect(reasonsOf({ consensus: { syncDistance: 40 } })).toMatch(unconfirmed);
  });

  it('is not named without one, at block 0 of a new devnet', () => {
    const young = { number: 0, hash: hash(0), timestamp: NOON / 1000 - 2 };
    const execution = { head: young, syncing: undefined };
    expect(reasonsOf({ execution, consensus: notConfigured })).not.toMatch(
      unconfirmed,
    );
  });
});

describe('index work', () => {
  it('at an old head is no sync', () => {
    const syncing = { ...indexing, currentBlock: 9, highestBlock: 9 };
    const verdict = judgeSample({
      age: 900,
      execution: { syncing },
      consensus: { isOptimistic: true },
    });
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.reasons.join()).not.toMatch(/is syncing/);
  });
});

describe('peers', () => {
  it('are missing only if the client reports it', () => {
    expect(stalled({ execution: { peers: 0 } })).toMatch(peersMissing);
    expect(stalled({ execution: { peers: undefined } })).not.toMatch(/peers/);
    expect(stalled({ execution: { peers: 9 } })).not.toMatch(peersMissing);
  });

  it('are not missing from a client that has just started', () => {
    const started = samplesUntil(NOON, 30, POLL_INTERVAL_MS, place => ({
      age: 900,
      execution: place < 25 ? refused : { peers: 0 },
    }));
    expect(judgeAtNoon(started).reasons.join()).not.toMatch(peersMissing);
  });

  it('are named without ruling out the network: they may lack the requested data', () => {
    const words = stalled({ execution: { peers: 9 } });
    expect(words).toMatch(/has peers \(9\): check its log/);
    expect(words).not.toMatch(/is not the cause/);
  });

  it('of the consensus client are missing only if it reports it', () => {
    const none = /consensus client has no peers/;
    const behind = { age: 900 };
    expect(reasonsOf({ ...behind, consensus: { peers: 0 } })).toMatch(none);
    expect(
      reasonsOf({ ...behind, consensus: { peers: undefined } }),
    ).not.toMatch(none);
  });
});

describe('the local clock', () => {
  it('is slow if a public network or the consensus client has a head from its future', () => {
    expect(reasonsOf({ age: -90 })).toMatch(clockIsSlow);
    const devnet = { network: networks.devnet };
    const ahead = {
      age: -90,
      execution: { chainId: 7332, forks: undefined },
    };
    expect(reasonsOf(ahead, devnet)).toMatch(clockIsSlow);
  });

  it('is not reported as slow on a devnet whose blocks may be ahead', () => {
    const words = reasonsOf(
      {
        age: -90,
        execution: { chainId: 7332, forks: undefined },
        consensus: notConfigured,
      },
      { network: networks.devnet },
    );
    expect(words).not.toMatch(clockIsSlow);
    expect(words).toMatch(
      /1 min 30 s ahead of the local clock: one of the two is wrong/,
    );
  });

  it('may be fast if this head is confirmed', () => {
    expect(moving({ age: 200 })).toMatch(clockIsFast);
  });

  it.each<[string, SampleOptions]>([
    [
      'the consensus client confirms another head',
      { age: 200, consensus: { headSlot: 12_800_000 } },
    ],
    [
      'there is no consensus client that confirms the head',
      { age: 200, consensus: notConfigured },
    ],
    ['the head is optimistic', { age: 200, consensus: { isOptimistic: true } }],
    [
      'the consensus client is behind too',
      { age: 200, consensus: { syncDistance: 3 } },
    ],
  ])('is not reported as fast when %s', (_, options) => {
    expect(moving(options)).not.toMatch(clockIsFast);
  });

  it('is not named if the two clients have heads of different times', () => {
    expect(moving({ age: 200, consensus: { headSlot: 12_800_000 } })).toMatch(
      /confirms a head that is .* (newer|older) than the one of this execution client/,
    );
  });

  it('is not reported as fast once the head has stopped: the rate still includes the time before', () => {
    const stopping = (place: number): SampleOptions => ({
      age: place < 20 ? 6 : 6 + (place - 19) * 5,
    });
    const verdict = judgeAtNoon(
      samplesUntil(NOON, 30, POLL_INTERVAL_MS, stopping),
    );
    expect(verdict.state).toBe('BEHIND');
    expect(verdict.evidence.syncRate).toBeGreaterThan(0.5);
    expect(verdict.reasons.join()).not.toMatch(clockIsFast);
  });
});

describe('a stalled head that the consensus client takes for confirmed', () => {
  const calls = /failing Engine API calls \(endpoint, JWT secret, clocks\)/;
  const shared = /compare with other nodes of this network. If they/;
  const genesisTime = sepolia.genesisTime!;
  const slotOf = (age: number) => (NOON / 1000 - age - genesisTime) / 12;
  /** A head that has stood still for two minutes, when it was as old as a slot. */
  const still = (
    options: SampleOptions = {},
    input: Partial<JudgeInput> = {},
  ) =>
    judgeAtNoon(
      samplesUntil(NOON, 25, POLL_INTERVAL_MS, place => ({
        ...options,
        age: 12 + place * 5,
        consensus: {
          headSlot: slotOf(132),
          syncDistance: place < 11 ? 0 : 11,
          isSyncing: true,
          peers: 3,
          ...options.consensus,
        },
      })),
      input,
    );

  it('is to be compared with others if the consensus client has stalled too (Lodestar after a 401)', () => {
    const verdict = still();
    expect(verdict).toMatchObject({ state: 'BEHIND' });
    const words = verdict.reasons.join('\n');
    expect(words).toMatch(/both clients have stopped although .* peers \(3\)/);
    expect(words).toMatch(shared);
    expect(words).toMatch(calls);
  });

  it('is compared if others are known', () => {
    const others = { count: 2, newestHeadTimestamp: NOON / 1000 - 6 };
    const words = still({}, { others }).reasons.join('\n');
    expect(words).toMatch(/other nodes of this network have a newer head: /);
    expect(words).not.toMatch(shared);
  });

  it('does not receive the newer blocks of its consensus client', () => {
    const words = still({
      consensus: { headSlot: slotOf(12), syncDistance: 0 },
    }).reasons.join('\n');
    expect(words).toMatch(
      /is 10 slots newer than the head of the execution client, which has stopped: blocks do not reach it/,
    );
    expect(words).toMatch(calls);
  });

  it('is reported at block 0 too', () => {
    const words = still({
      execution: { head: block0, syncing: indexing },
      consensus: { headSlot: slotOf(600), syncDistance: 27 },
    });
    expect(words.state).toBe('WAITING_FOR_CL');
    expect(words.reasons.join('\n')).toMatch(calls);
  });

  it.each<[string, SampleOptions]>([
    ['has no peers', { consensus: { peers: 0 } }],
    ['does not say its peers', { consensus: { peers: undefined } }],
    ['is near the head by its own account', { consensus: { syncDistance: 2 } }],
    ['is gone', { consensus: refused }],
    ['is none', { consensus: notConfigured }],
  ])('is no sign of failing calls if the consensus client %s', (_, options) =>
    expect(still(options).reasons.join()).not.toMatch(calls),
  );

  it.each<[string, SampleOptions['execution']]>([
    ['syncs', { syncing: busy }],
    ['does not report whether it is syncing', { syncing: undefined }],
    ['is gone', refused],
  ])('is no sign of them if the execution client %s', (_, execution) =>
    expect(still({ execution }).reasons.join()).not.toMatch(calls),
  );

  it('is no sign of them before eight slots, nor if the consensus client moves', () => {
    const short = samplesUntil(NOON, 18, POLL_INTERVAL_MS, place => ({
      age: 12 + place * 5,
      consensus: { headSlot: 7, syncDistance: 9, peers: 3 },
    }));
    expect(judgeAtNoon(short).reasons.join()).not.toMatch(calls);
    const moves = samplesUntil(NOON, 25, POLL_INTERVAL_MS, place => ({
      age: 12 + place * 5,
      consensus: { headSlot: place, syncDistance: 90, peers: 3 },
    }));
    expect(judgeAtNoon(moves).reasons.join()).not.toMatch(calls);
  });
});

describe('the disk', () => {
  const full = { usedBytes: 1181405184, totalBytes: 1181450240 };
  const withDisk = (disk: object, options: SampleOptions) =>
    judgeAtNoon([
      { ...aSample(options), disk: { ...full, ...disk } },
    ]).reasons.join('\n');
  const isNamed = /disk of the execution client is full/;

  it.each<[string, SampleOptions]>([
    ['does not answer', { execution: refused }],
    ['is behind', { age: 900 }],
    ['waits for its consensus client', { consensus: refused }],
    ['syncs', { age: 900, execution: { syncing: busy } }],
  ])('is named when it is full and the node %s', (_, options) =>
    expect(withDisk({}, options)).toMatch(
      /disk of the execution client is full: 44 KiB free of 1\.1 GiB; enlarge its volume or free space/,
    ),
  );

  it('counts as full at the limit of geth, and not on a small volume with free space', () => {
    const GiB = 2 ** 30;
    const of = (free: number, total: number) =>
      withDisk(
        { usedBytes: (total - free) * GiB, totalBytes: total * GiB },
        { execution: refused },
      );
    expect(of(2, 2000)).toMatch(/2 GiB free of 1\.95 TiB/);
    expect(of(2.1, 2000)).not.toMatch(isNamed);
    expect(of(0.9, 1)).not.toMatch(isNamed);
  });

  it('is not named for a node in sync, nor if its usage is unknown', () => {
    expect(withDisk({}, {})).not.toMatch(isNamed);
    expect(reasonsOf({ execution: refused })).not.toMatch(/disk/);
  });
});

describe('a stall of the network', () => {
  it('is reported as shared, with neither this node nor the network as the cause', () => {
    const samples = samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
      age: 120 + place * 5,
    }));
    const others = { count: 3, newestHeadTimestamp: NOON / 1000 - 480 };
    const [reason] = judgeAtNoon(samples, { others }).reasons;
    expect(reason).toMatch(
      /none of 3 other node\(s\) of this network has a newer one: look for a common cause, do not restart the node$/,
    );
  });
});

describe('progress', () => {
  const fortyDays = 40 * 86_400;
  const catchingUp = (syncing: object) =>
    judgeAtNoon(
      samplesUntil(NOON, 13, POLL_INTERVAL_MS, place => {
        const age = fortyDays + (12 - place) * 100;
        const number = 9_000_000 - (12 - place);
        return {
          age,
          consensus: { isOptimistic: true, syncDistance: 300 },
          execution: {
            head: {
              number,
              hash: hash(number),
              timestamp: NOON / 1000 - (12 - place) * 5 - age,
            },
            syncing: {
              currentBlock: number,
              highestBlock: number,
              indexingOnly: false,
              work: place,
              ...syncing,
            },
          },
        };
      }),
    );

  it('is estimated if the client reports its own head as the highest block (reth)', () => {
    const { progress, summary } = catchingUp({});
    expect(progress).toMatchObject({
      currentBlock: 9_000_000,
      highestBlock: 9_000_000 + fortyDays / 12,
    });
    expect(summary).not.toMatch(/at block 9000000 of 9000000/);
  });

  it("is the client's own if it matches the age of the head, except for missed slots", () => {
    const highestBlock = 9_000_000 + 0.95 * (fortyDays / 12);
    expect(catchingUp({ highestBlock }).progress).toMatchObject({
      highestBlock,
    });
    const tooLow = 9_000_000 + 0.5 * (fortyDays / 12);
    expect(catchingUp({ highestBlock: tooLow }).progress).toMatchObject({
      highestBlock: 9_000_000 + fortyDays / 12,
    });
  });

  it('marks an estimate with "about"', () => {
    const number = 9_000_000;
    const verdict = judgeSample({
      age: fortyDays,
      execution: {
        head: {
          number,
          hash: hash(number),
          timestamp: NOON / 1000 - fortyDays,
        },
        syncing: {
          currentBlock: number,
          highestBlock: number,
          indexingOnly: false,
        },
      },
      consensus: { isOptimistic: true },
    });
    expect(verdict.reasons[0]).toBe(
      'execution client is at block 9000000 of about 9288000',
    );
  });

  it('is none at block 0 without figures: the genesis of mainnet has time 0', () => {
    const verdict = judgeSample(
      {
        execution: {
          chainId: 1,
          genesisHash: networks.mainnet.genesisHash,
          head: { number: 0, hash: hash(0), timestamp: 0 },
          syncing: { currentBlock: 0, highestBlock: 0, indexingOnly: false },
        },
        consensus: { isOptimistic: true },
      },
      { network: networks.mainnet },
    );
    expect(verdict.state).toBe('SYNCING');
    expect(verdict.progress).toBeUndefined();
  });
});

describe('a summary beside the state, the head and its age', () => {
  const beside = ({ state, summary }: ReturnType<typeof judgeAtNoon>) =>
    reasonBesideHead(state, summary);

  it('is empty for a node in sync', () => {
    const verdict = judgeSample({ age: 4 });
    expect(verdict.summary).toMatch(/^In sync: head is block \d+, 4 s old$/);
    expect(beside(verdict)).toBeUndefined();
  });

  it('keeps facts beyond the head', () => {
    expect(
      beside(
        judgeAtNoon(
          samplesUntil(NOON, 73, POLL_INTERVAL_MS, place => ({
            age: 120 + place * 5,
          })),
        ),
      ),
    ).toBe('has not moved for 5 min or longer');
    expect(beside(judgeSample({ execution: refused }))).toMatch(
      /^execution client has not answered on /,
    );
  });

  it('keeps unknown texts', () => {
    expect(reasonBesideHead('SYNCED', '2 of 3 pods ready; a is SYNCING')).toBe(
      '2 of 3 pods ready; a is SYNCING',
    );
    expect(
      reasonBesideHead(
        'SYNCED',
        '3 of 3 pods ready. In sync: head is block 7, 4 s old',
      ),
    ).toBeUndefined();
    expect(reasonBesideHead('UNKNOWN', 'Not probed yet')).toBe(
      'Not probed yet',
    );
  });
});
