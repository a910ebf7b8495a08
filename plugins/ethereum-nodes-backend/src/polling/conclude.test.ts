import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  MAX_REASONS,
  networks,
  type NodeSample,
  type Verdict,
  verdictSchema,
} from '@nodeyard/ethereum';
import {
  aFailedSample,
  aNode,
  aSample,
  aStatus,
  aVerdict,
  noon,
} from '../__testUtils__/builders';
import { inEnglish, sentenceOf } from '../__testUtils__/inEnglish';
import type { KnownNode } from '../store/KnownNode';
import type { ConcludeInput } from './conclude';
import { conclude } from './conclude';

const pollMs = 15_000;
const node = aNode({ id: 'static~a' });
const failed: NodeReading = {
  kind: 'failed',
  reason: 'connection refused',
  answered: false,
};

const concluded = (input: Partial<ConcludeInput> & { reading: NodeReading }) =>
  conclude({
    known: { node, source: 'static' },
    skipped: false,
    others: undefined,
    now: noon,
    pollMs,
    random: 0.5,
    ...input,
  });

/** A node that was polled at noon with this verdict. */
const knownWith = (
  verdict: Partial<Verdict>,
  last: Partial<KnownNode['last']> = {},
): KnownNode => ({
  node,
  source: 'static',
  last: {
    verdict: aVerdict(verdict),
    recentSamples: [],
    failures: 0,
    nextPollAt: noon + pollMs,
    expiresAt: noon + 3 * pollMs,
    ...last,
  },
});

/** The same reading at each of these seconds after noon, each poll knowing the one before. */
function over(reading: NodeReading, seconds: number[], known: KnownNode) {
  let current = known;
  return seconds.map(after => {
    const polled = concluded({
      known: current,
      reading,
      now: noon + after * 1000,
    });
    current = { ...current, last: { ...polled } };
    return polled;
  });
}

describe('conclude, of what a node is made of', () => {
  const version = {
    kind: 'version',
    subject: 'execution',
    value: 'Geth/v1.17.7-stable/linux-amd64/go1.26.8',
  } as const;
  const known: KnownNode = { node, source: 'static', facts: [version] };
  const pods = { ready: 1, desired: 2 };

  it('notes another version of a client, also after it was down', () => {
    const down = concluded({
      known,
      reading: { kind: 'sample', sample: aFailedSample() },
    });
    expect(down.changes).toEqual([]);
    const { changes } = concluded({
      known: { ...known, facts: down.facts },
      reading: { kind: 'sample', sample: aSample() },
    });
    expect(changes).toEqual([
      {
        kind: 'version',
        subject: 'execution',
        at: noon,
        before: version.value,
        after: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
      },
    ]);
  });

  it('notes no versions of a pool, whose pods take turns in speaking for it', () => {
    const { changes } = concluded({
      known,
      reading: { kind: 'status', status: aStatus(), pods },
    });
    expect(changes).toEqual([]);
  });

  it('notes what discovery found to be another than before, whether or not the node answers', () => {
    const revision = { kind: 'revision', subject: 'geth' } as const;
    const { changes } = concluded({
      known: {
        ...known,
        node: { ...node, facts: [{ ...revision, value: 'b' }] },
        facts: [{ ...revision, value: 'a' }],
      },
      reading: failed,
    });
    expect(changes).toEqual([
      { ...revision, at: noon, before: 'a', after: 'b' },
    ]);
  });
});

describe('conclude, from a sample', () => {
  it('judges it with the ones before, and keeps those that the next poll needs', () => {
    const known = knownWith({}, { recentSamples: [aSample(noon - pollMs)] });
    const polled = concluded({
      known,
      reading: { kind: 'sample', sample: aSample() },
    });
    expect(polled).toMatchObject({
      verdict: { state: 'SYNCED', ready: true },
      recentSamples: [{ at: noon - pollMs }, { at: noon }],
      seen: noon,
      failures: 0,
      fresh: true,
      transitioned: false,
      nextPollAt: noon + pollMs,
      expiresAt: noon + 3 * pollMs,
    });
  });

  it('calls a client that does not answer UNREACHABLE at once', () => {
    const polled = concluded({
      known: knownWith({}),
      reading: { kind: 'sample', sample: aFailedSample() },
    });
    expect(polled).toMatchObject({
      verdict: { state: 'UNREACHABLE', ready: false },
      transitioned: true,
      failures: 1,
      seen: undefined,
    });
  });

  it('tells a stall of the whole network from one of the node', () => {
    const timestamp = noon / 1000 - 600;
    const head = { number: 1, hash: `0x${'ab'.repeat(32)}`, timestamp };
    const reading: NodeReading = {
      kind: 'sample',
      sample: aSample(noon, { head }),
    };
    const state = (newestHeadTimestamp: number) =>
      concluded({ reading, others: { count: 2, newestHeadTimestamp } }).verdict
        .state;
    expect(state(timestamp)).toBe('NETWORK_STALL');
    expect(state(noon / 1000)).toBe('BEHIND');
  });

  it('does not judge by rules that it does not have', () => {
    const known = {
      node: aNode({ id: 'a', network: 'moon' }),
      source: 'static',
    };
    expect(
      concluded({ known, reading: { kind: 'sample', sample: aSample() } })
        .verdict,
    ).toMatchObject({
      state: 'UNKNOWN',
      ready: false,
      summary: 'Network "moon" is not known here, so the node cannot be judged',
    });
  });
});

describe('conclude, from a sidecar', () => {
  it("takes the sidecar's verdict, and remembers since when over its restarts", () => {
    const known = knownWith({ since: noon - 3_600_000 });
    const reading: NodeReading = {
      kind: 'status',
      status: aStatus({ since: noon - 1000 }),
      notes: ['Pod x is sad'],
    };
    expect(concluded({ known, reading })).toMatchObject({
      verdict: {
        state: 'SYNCED',
        since: noon - 3_600_000,
        reasons: ['Head is 5 s old', 'Pod x is sad'],
      },
      transitioned: false,
    });
  });

  it('sees a stall of the whole network, which a sidecar cannot, and leaves readiness to the sidecar', () => {
    const timestamp = noon / 1000 - 600;
    const sample = aSample(noon, {
      head: { number: 1, hash: `0x${'ab'.repeat(32)}`, timestamp },
    });
    const status = aStatus(
      { state: 'STALLED', ready: false, summary: 'Stalled' },
      sample,
    );
    const verdict = (newestHeadTimestamp: number) =>
      concluded({
        reading: { kind: 'status', status },
        others: { count: 3, newestHeadTimestamp },
      }).verdict;
    expect(verdict(timestamp + 5)).toMatchObject({
      state: 'NETWORK_STALL',
      ready: false,
    });
    expect(verdict(noon / 1000)).toMatchObject({
      state: 'STALLED',
      summary: 'Stalled',
    });
  });

  describe('whose clock is off', () => {
    /** The node's head moves; only the sidecar's clock, and so the age that it gives, is wrong. */
    const apart = (seconds: number, state: Verdict['state'], age = 5) => {
      const timestamp = noon / 1000 - age;
      const head = { number: 1, hash: `0x${'ab'.repeat(32)}`, timestamp };
      const sample = aSample(noon + seconds * 1000, { head });
      const status = aStatus({ state, ready: false, summary: state }, sample);
      return concluded({
        reading: { kind: 'status', status },
        others: { count: 3, newestHeadTimestamp: timestamp },
      }).verdict;
    };

    it('is no stall of the network, and the clocks are named', () => {
      const { state, reasons } = apart(120, 'BEHIND');
      expect(state).toBe('BEHIND');
      expect(reasons[1]).toBe(
        "the sidecar's clock is 2 min ahead of that of Backstage: one of the two clocks is wrong (NTP), and ages of heads by it are too",
      );
    });

    it('sees a stall of the network all the same', () => {
      const { state, reasons } = apart(120, 'STALLED', 600);
      expect(state).toBe('NETWORK_STALL');
      expect(reasons[0]).toMatch(/10 min old, and none of 3 other node/);
      expect(reasons.at(-1)).toMatch(/clock is 2 min ahead/);
    });

    it('is named beyond two slots, and behind beyond what periods and the round account for', () => {
      const named = (seconds: number) =>
        apart(seconds, 'SYNCED').reasons.some(text => /clock/.test(text));
      expect([25, 24].map(named)).toEqual([true, false]);
      expect([-55, -54].map(named)).toEqual([true, false]);
      expect(apart(-55, 'SYNCED').reasons.at(-1)).toMatch(
        /is 55 s behind that of Backstage/,
      );
      // Its probing hangs, as it says itself.
      expect(apart(-55, 'UNKNOWN').reasons.join()).not.toMatch(/clock/);
    });
  });

  it('judges a devnet by the slots that the sidecar says, and a public network by its own', () => {
    const head = { number: 1, hash: '0x', timestamp: noon / 1000 - 30 };
    const of = (network: string, secondsPerSlot?: number) => {
      const { chainId, genesisHash } = networks[network];
      const sample = aSample(noon, { head, chainId, genesisHash });
      const status = aStatus({ state: 'BEHIND', ready: false }, sample);
      const known = { node: aNode({ id: 'a', network }), source: 'static' };
      return concluded({
        known,
        reading: {
          kind: 'status',
          status: {
            ...status,
            node: { ...status.node, network, secondsPerSlot },
          },
        },
        others: { count: 3, newestHeadTimestamp: head.timestamp },
      }).verdict.state;
    };
    expect(of('devnet', 12)).toBe('BEHIND');
    expect(of('devnet', 2)).toBe('NETWORK_STALL');
    expect(of('devnet')).toBe('NETWORK_STALL');
    expect(of('sepolia', 2)).toBe('BEHIND');
  });

  it('takes over whether the chain finalizes where the whole network stands still', () => {
    const { genesisTime = 0 } = networks.sepolia;
    const headTime = noon / 1000 - 3600;
    const headSlot = Math.floor((headTime - genesisTime) / 12);
    const sample: NodeSample = {
      ...aSample(noon, {
        head: { number: 1, hash: `0x${'ab'.repeat(32)}`, timestamp: headTime },
      }),
      consensus: {
        kind: 'ok',
        ms: 1,
        value: {
          headSlot,
          syncDistance: 300,
          isSyncing: true,
          isOptimistic: false,
          elOffline: false,
          peers: 8,
          clientVersion: 'Lighthouse/v8.0.0',
          finalizedEpoch: Math.floor(headSlot / 32) - 2,
        },
      },
    };
    const alone = { distanceEpochs: 11, detail: 'cannot be determined' };
    const status = aStatus(
      { state: 'STALLED', ready: false, finality: alone },
      sample,
    );
    const finality = (newestHeadTimestamp: number) =>
      concluded({
        reading: { kind: 'status', status },
        others: { count: 3, newestHeadTimestamp },
      }).verdict.finality;
    expect(finality(headTime)).toMatchObject({ finalizing: false });
    expect(finality(noon / 1000)).toEqual(alone);
  });

  it('does not believe a sidecar that stands still', () => {
    const reading: NodeReading = {
      kind: 'status',
      status: aStatus({}, aSample(noon - 600_000)),
    };
    const polled = concluded({ reading });
    expect(polled.verdict).toMatchObject({ state: 'UNKNOWN', ready: false });
    expect(sentenceOf(polled.pollError)).toMatch(
      /status is still from 11:50 UTC/,
    );
  });

  it('does not believe a sidecar that is ahead of time by more than clocks differ', () => {
    const read = (at: number) =>
      concluded({
        reading: { kind: 'status', status: aStatus({}, aSample(at)) },
      });
    expect(read(noon + 300_000).verdict.state).toBe('SYNCED');
    expect(inEnglish(read(noon + 300_001))).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false },
      pollError: expect.stringContaining(
        'its clock or that of Backstage is wrong',
      ),
    });
  });
});

describe('conclude, from a sidecar with as many reasons as a verdict has', () => {
  it('adds what it has to say itself, and keeps within them', () => {
    const reasons = Array.from(
      { length: MAX_REASONS },
      (_, n) => `reason ${n}`,
    );
    const { verdict } = concluded({
      reading: {
        kind: 'status',
        status: aStatus({ reasons }),
        notes: ['Pod x is sad'],
      },
    });
    expect(verdictSchema.parse(verdict).reasons).toHaveLength(MAX_REASONS);
    expect(verdict.reasons[0]).toBe('reason 0');
    expect(verdict.reasons.at(-1)).toBe('Pod x is sad');
  });
});

describe('conclude, when the node is certain to be down', () => {
  it('says so at once, with the reason, and looks as often as ever', () => {
    const reading: NodeReading = {
      kind: 'down',
      reason: 'Pod geth-0: container geth keeps crashing',
    };
    const polled = over(reading, [15, 30, 45, 60, 75, 90], knownWith({}));
    expect(polled[0]).toMatchObject({
      verdict: {
        state: 'UNREACHABLE',
        ready: false,
        summary: 'Pod geth-0: container geth keeps crashing',
      },
      transitioned: true,
      pollError: undefined,
    });
    expect(polled.map(({ failures }) => failures)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('conclude, when the look itself fails', () => {
  it('believes a node that is ready by hysteresis alone for a period and a half', () => {
    const known = knownWith({}, { recentSamples: [aSample(noon - pollMs)] });
    const sample = aSample(noon, {
      head: {
        number: 1,
        hash: `0x${'ab'.repeat(32)}`,
        timestamp: noon / 1000 - 60,
      },
    });
    const polled = concluded({ known, reading: { kind: 'sample', sample } });
    expect(polled).toMatchObject({
      verdict: { state: 'BEHIND', ready: true },
      expiresAt: noon + 1.5 * pollMs,
    });
  });

  it('does not believe a verdict of time to come, which was made before our clock was set back', () => {
    const last = { seen: noon, expiresAt: noon + 3 * pollMs };
    const [polled] = over(failed, [-61], knownWith({}, last));
    expect(polled.verdict).toMatchObject({ state: 'UNKNOWN', ready: false });
    const [soon] = over(failed, [-60], knownWith({}, last));
    expect(soon.verdict).toMatchObject({ state: 'SYNCED', ready: true });
  });

  it('believes the last verdict for three periods, then calls the node UNKNOWN with the reason', () => {
    const polled = over(failed, [15, 30, 45, 60], knownWith({}));
    expect(polled.map(({ verdict }) => verdict.state)).toEqual([
      'SYNCED',
      'SYNCED',
      'UNKNOWN',
      'UNKNOWN',
    ]);
    expect(polled.map(({ verdict }) => verdict.ready)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(polled.map(({ transitioned }) => transitioned)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(polled.map(({ fresh }) => fresh)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(
      polled.every(
        ({ pollError }) => sentenceOf(pollError) === 'connection refused',
      ),
    ).toBe(true);
    expect(polled[2].verdict).toMatchObject({
      since: noon + 45_000,
      summary: 'No news of this node: connection refused',
    });
    // A kept verdict is not made to last longer.
    expect(polled[1].expiresAt).toBe(noon + 45_000);
  });

  it('calls a pool UNKNOWN at once when no caller is led to any of its pods', () => {
    const known = knownWith({}, { pods: { ready: 2, desired: 2 } });
    const reading = { ...failed, pods: { ready: 0, desired: 2 } };
    expect(concluded({ known, reading })).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false, since: noon },
      pods: { ready: 0, desired: 2 },
    });
  });

  it('believes the last count of pods as long as the last verdict', () => {
    const known = knownWith({}, { pods: { ready: 2, desired: 2 } });
    expect(concluded({ known, reading: failed })).toMatchObject({
      verdict: { ready: true },
      pods: { ready: 2, desired: 2 },
    });
    const later = noon + 3 * pollMs;
    expect(
      concluded({ known, reading: failed, now: later }).pods,
    ).toBeUndefined();
  });

  it('looks less and less often', () => {
    const polled = over(failed, [15, 30, 45, 75, 135], knownWith({}));
    expect(polled.map(({ nextPollAt, at }) => nextPollAt - at)).toEqual([
      15_000, 15_000, 30_000, 60_000, 120_000,
    ]);
  });

  it('is UNKNOWN right away when nothing was known before', () => {
    expect(concluded({ reading: failed })).toMatchObject({
      verdict: { state: 'UNKNOWN' },
      transitioned: true,
    });
  });

  it('holds a silent cluster against none of its nodes', () => {
    const known = knownWith({}, { failures: 2 });
    expect(
      inEnglish(
        concluded({
          known,
          reading: failed,
          skipped: true,
          now: noon + pollMs,
        }),
      ),
    ).toMatchObject({
      failures: 2,
      nextPollAt: noon + 2 * pollMs,
      verdict: { state: 'SYNCED' },
      pollError: 'connection refused',
    });
  });

  it('recovers with the first answer', () => {
    const known = knownWith(
      { state: 'UNKNOWN', ready: false },
      { failures: 7 },
    );
    expect(
      concluded({ known, reading: { kind: 'sample', sample: aSample() } }),
    ).toMatchObject({
      verdict: { state: 'SYNCED' },
      failures: 0,
      pollError: undefined,
      transitioned: true,
    });
  });
});

describe('conclude, of a node that is out of service on purpose', () => {
  const maintenance = {
    kind: 'snapshot',
    by: 'pod geth-snapshot-29402880-x7k2p',
    since: noon - 5_000,
    until: noon + 3_600_000,
  } as const;
  const away: NodeReading = {
    ...failed,
    answered: true,
    reason: 'The sidecar of pod geth-0 does not answer',
    maintenance,
  };

  it('says so at once, and does not hold the last verdict of a node that is gone', () => {
    const [first, , , , last] = over(
      away,
      [0, 15, 30, 45, 60],
      knownWith({ state: 'SYNCED', ready: true }),
    );
    expect(first).toMatchObject({
      verdict: { state: 'MAINTENANCE', ready: false, since: noon - 5_000 },
      transitioned: true,
      pollError: undefined,
      failures: 0,
    });
    expect(last.verdict).toMatchObject({
      state: 'MAINTENANCE',
      since: noon - 5_000,
    });
    expect(last.nextPollAt - last.at).toBeLessThan(2 * pollMs);
  });

  it('judges it as any other when it answers, and when the time is over', () => {
    const known = knownWith({ state: 'MAINTENANCE', since: noon - 60_000 });
    expect(
      concluded({
        known,
        reading: { kind: 'sample', sample: aSample(), maintenance },
      }).verdict.state,
    ).toBe('SYNCED');
    const over1h = concluded({
      known,
      reading: { kind: 'down', reason: 'It has no pod', maintenance },
      now: maintenance.until,
    });
    expect(over1h.verdict).toMatchObject({
      state: 'UNREACHABLE',
      reasons: [
        'It has no pod',
        expect.stringContaining('should have been back by'),
      ],
    });
  });
});
