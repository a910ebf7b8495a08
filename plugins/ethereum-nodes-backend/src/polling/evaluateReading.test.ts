import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  MAX_REASONS,
  networks,
  type NetworkName,
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
import { toEnglish, toSentence } from '../__testUtils__/toEnglish';
import type { KnownNode } from '../store/KnownNode';
import type { EvaluationInput } from './evaluateReading';
import { evaluateReading } from './evaluateReading';
import { itemAt } from '../__testUtils__/itemAt';

const POLL_MS = 15_000;
const node = aNode({ id: 'static~a' });
const failed: NodeReading = {
  kind: 'failed',
  reason: 'connection refused',
  answered: false,
};

const concluded = (
  input: Partial<EvaluationInput> & { reading: NodeReading },
) =>
  evaluateReading({
    known: { node, source: 'static' },
    skipped: false,
    others: undefined,
    now: noon,
    pollMs: POLL_MS,
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
    nextPollAt: noon + POLL_MS,
    expiresAt: noon + 3 * POLL_MS,
    ...last,
  },
});

/** The same reading at each of these seconds after noon, each with the result of the previous one. */
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

describe('evaluateReading, changes of facts', () => {
  const version = {
    kind: 'version',
    subject: 'execution',
    value: 'Geth/v1.17.7-stable/linux-amd64/go1.26.8',
  } as const;
  const known: KnownNode = { node, source: 'static', facts: [version] };
  const pods = { ready: 1, desired: 2 };

  it('records a new version of a client, also after it was down', () => {
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

  it('records no versions of a pool, whose samples are from different pods', () => {
    const { changes } = concluded({
      known,
      reading: { kind: 'status', status: aStatus(), pods },
    });
    expect(changes).toEqual([]);
  });

  it('keeps the schedule of snapshots that the sidecar reported last while the node is down', () => {
    const snapshots = { staleAfterSeconds: 241_200 };
    const status = { ...aStatus(), snapshots };
    const reported = concluded({ known, reading: { kind: 'status', status } });
    expect(reported.snapshotStaleAfterSeconds).toBe(241_200);
    const before = { ...known, last: reported };
    expect(
      concluded({ known: before, reading: failed }).snapshotStaleAfterSeconds,
    ).toBe(241_200);
    expect(
      concluded({
        known: before,
        reading: { kind: 'status', status: aStatus() },
      }).snapshotStaleAfterSeconds,
    ).toBeUndefined();
  });

  it('records changed facts of discovery, whether or not the node answers', () => {
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

describe('evaluateReading, from a sample', () => {
  it('judges it with previous samples, and keeps those that the next poll needs', () => {
    const known = knownWith({}, { recentSamples: [aSample(noon - POLL_MS)] });
    const polled = concluded({
      known,
      reading: { kind: 'sample', sample: aSample() },
    });
    expect(polled).toMatchObject({
      verdict: { state: 'SYNCED', ready: true },
      recentSamples: [{ at: noon - POLL_MS }, { at: noon }],
      lastSeen: noon,
      failures: 0,
      fresh: true,
      transitioned: false,
      nextPollAt: noon + POLL_MS,
      expiresAt: noon + 3 * POLL_MS,
    });
  });

  it('is UNREACHABLE at once if a client does not answer', () => {
    const polled = concluded({
      known: knownWith({}),
      reading: { kind: 'sample', sample: aFailedSample() },
    });
    expect(polled).toMatchObject({
      verdict: { state: 'UNREACHABLE', ready: false },
      transitioned: true,
      failures: 1,
      lastSeen: undefined,
    });
  });

  it('distinguishes a stall of the network from one of the node', () => {
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

  it('is UNKNOWN for an unknown network', () => {
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

describe('evaluateReading, from a sidecar', () => {
  it("uses the sidecar's verdict, and keeps `since` over its restarts", () => {
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

  it('detects a stall of the network, and keeps the readiness of the sidecar', () => {
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

  describe('with a wrong clock', () => {
    /** The head of the node advances; only the clock of the sidecar, and thus the age of the head, is wrong. */
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

    it('is no stall of the network, and reports the clock skew', () => {
      const { state, reasons } = apart(120, 'BEHIND');
      expect(state).toBe('BEHIND');
      expect(reasons[1]).toBe(
        "the sidecar's clock is 2 min ahead of that of Backstage: one of the two clocks is wrong (NTP), and ages of heads by it are too",
      );
    });

    it('detects a stall of the network', () => {
      const { state, reasons } = apart(120, 'STALLED', 600);
      expect(state).toBe('NETWORK_STALL');
      expect(reasons[0]).toMatch(/10 min old, and none of 3 other node/);
      expect(reasons.at(-1)).toMatch(/clock is 2 min ahead/);
    });

    it('reports a skew of more than two slots, and behind more than the periods explain', () => {
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

  it('judges a devnet by the slots of the sidecar, and a public network by its own', () => {
    const head = { number: 1, hash: '0x', timestamp: noon / 1000 - 30 };
    const of = (network: NetworkName, secondsPerSlot?: number) => {
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

  it('takes finality from the judge if the whole network has stalled', () => {
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

  it('rejects an outdated status', () => {
    const reading: NodeReading = {
      kind: 'status',
      status: aStatus({}, aSample(noon - 600_000)),
    };
    const polled = concluded({ reading });
    expect(polled.verdict).toMatchObject({ state: 'UNKNOWN', ready: false });
    expect(toSentence(polled.pollError)).toMatch(
      /status is still from 11:50 UTC/,
    );
  });

  it('rejects a status too far in the future', () => {
    const read = (at: number) =>
      concluded({
        reading: { kind: 'status', status: aStatus({}, aSample(at)) },
      });
    expect(read(noon + 300_000).verdict.state).toBe('SYNCED');
    expect(toEnglish(read(noon + 300_001))).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false },
      pollError: expect.stringContaining(
        'its clock or that of Backstage is wrong',
      ),
    });
  });
});

describe('evaluateReading, from a sidecar with the maximum number of reasons', () => {
  it('adds its own remarks within the maximum', () => {
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

describe('evaluateReading, for a node that is down', () => {
  it('is UNREACHABLE at once with the reason, without backoff', () => {
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

describe('evaluateReading, for a failed reading', () => {
  it('keeps readiness by hysteresis alone for one and a half periods', () => {
    const known = knownWith({}, { recentSamples: [aSample(noon - POLL_MS)] });
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
      expiresAt: noon + 1.5 * POLL_MS,
    });
  });

  it('rejects a verdict in the future, from before the clock was set back', () => {
    const last = { lastSeen: noon, expiresAt: noon + 3 * POLL_MS };
    const [polled] = over(failed, [-61], knownWith({}, last));
    expect(polled?.verdict).toMatchObject({ state: 'UNKNOWN', ready: false });
    const [soon] = over(failed, [-60], knownWith({}, last));
    expect(soon?.verdict).toMatchObject({ state: 'SYNCED', ready: true });
  });

  it('keeps the last verdict for three periods, then is UNKNOWN with the reason', () => {
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
        ({ pollError }) => toSentence(pollError) === 'connection refused',
      ),
    ).toBe(true);
    expect(polled[2]?.verdict).toMatchObject({
      since: noon + 45_000,
      summary: 'No news of this node: connection refused',
    });
    // The expiry of a kept verdict is not extended.
    expect(polled[1]?.expiresAt).toBe(noon + 45_000);
  });

  it('is UNKNOWN at once for a pool without pods that receive traffic', () => {
    const known = knownWith({}, { pods: { ready: 2, desired: 2 } });
    const reading = { ...failed, pods: { ready: 0, desired: 2 } };
    expect(concluded({ known, reading })).toMatchObject({
      verdict: { state: 'UNKNOWN', ready: false, since: noon },
      pods: { ready: 0, desired: 2 },
    });
  });

  it('keeps the number of pods as long as the last verdict', () => {
    const known = knownWith({}, { pods: { ready: 2, desired: 2 } });
    expect(concluded({ known, reading: failed })).toMatchObject({
      verdict: { ready: true },
      pods: { ready: 2, desired: 2 },
    });
    const later = noon + 3 * POLL_MS;
    expect(
      concluded({ known, reading: failed, now: later }).pods,
    ).toBeUndefined();
  });

  it('backs off', () => {
    const polled = over(failed, [15, 30, 45, 75, 135], knownWith({}));
    expect(polled.map(({ nextPollAt, at }) => nextPollAt - at)).toEqual([
      15_000, 15_000, 30_000, 60_000, 120_000,
    ]);
  });

  it('is UNKNOWN at once without a previous verdict', () => {
    expect(concluded({ reading: failed })).toMatchObject({
      verdict: { state: 'UNKNOWN' },
      transitioned: true,
    });
  });

  it('counts no failure of the nodes of a silent cluster', () => {
    const known = knownWith({}, { failures: 2 });
    expect(
      toEnglish(
        concluded({
          known,
          reading: failed,
          skipped: true,
          now: noon + POLL_MS,
        }),
      ),
    ).toMatchObject({
      failures: 2,
      nextPollAt: noon + 2 * POLL_MS,
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

describe('evaluateReading, during a planned stop', () => {
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

  it('is MAINTENANCE at once, without the last verdict', () => {
    const polled = over(
      away,
      [0, 15, 30, 45, 60],
      knownWith({ state: 'SYNCED', ready: true }),
    );
    const last = itemAt(polled, 4);
    expect(polled[0]).toMatchObject({
      verdict: { state: 'MAINTENANCE', ready: false, since: noon - 5_000 },
      transitioned: true,
      pollError: undefined,
      failures: 0,
    });
    expect(last.verdict).toMatchObject({
      state: 'MAINTENANCE',
      since: noon - 5_000,
    });
    expect(last.nextPollAt - last.at).toBeLessThan(2 * POLL_MS);
  });

  it('judges the node as usual when it answers, and after the end of the stop', () => {
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
