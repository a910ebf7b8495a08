import { aSample, NOON, sepolia } from '../__fixtures__/aSample';
import { recordedDevnet } from '../__fixtures__/networks';
import {
  answersOf,
  answersOfRow,
  readState,
  readTimeline,
  replay,
  type Answers,
} from '../__fixtures__/replay';
import { probeNode } from '../probe/probeNode';
import { finalityOf } from './finality';
import { judge } from './judge';
import type { JudgeInput } from './judgeInput';
import type { ConsensusSample, NodeSample } from './sample';

const slotAtNoon = Math.floor((NOON / 1000 - sepolia.genesisTime!) / 12);
const epochAtNoon = Math.floor(slotAtNoon / 32);

const withConsensus = (
  consensus: Partial<ConsensusSample>,
  age = 6,
): NodeSample => aSample({ age, consensus });

const atDistance = (epochs: number) =>
  withConsensus({ finalizedEpoch: epochAtNoon - epochs });

const judged = (sample: NodeSample, others?: JudgeInput['others']) =>
  judge({
    network: sepolia,
    samples: [sample],
    now: sample.at,
    pollIntervalMs: 5000,
    others,
  });

describe('finality', () => {
  it.each([0, 2, 3, 4])('is normal at a distance of %d epochs', distance => {
    const verdict = judged(atDistance(distance));
    expect(verdict.finality).toMatchObject({
      distanceEpochs: distance,
      finalizing: true,
    });
    expect(verdict.reasons.join()).not.toMatch(/finali/);
  });

  it.each([5, 9, 3000])('is missing at a distance of %d epochs', distance => {
    const verdict = judged(atDistance(distance));
    expect(verdict.state).toBe('SYNCED');
    expect(verdict.finality).toMatchObject({
      distanceEpochs: distance,
      finalizing: false,
    });
    expect(verdict.reasons).toContain(verdict.finality?.detail);
    expect(verdict.finality?.detail).toMatch(
      /^the chain does not finalize: epoch \d+ is finalized, \d+ epochs before/,
    );
  });

  it('changes neither the state nor readiness', () => {
    const samples = [8000, 4000, 0].map(ago => ({
      ...atDistance(50),
      at: NOON - ago,
    }));
    expect(
      judge({ network: sepolia, samples, now: NOON, pollIntervalMs: 4000 }),
    ).toMatchObject({ state: 'SYNCED', ready: true });
  });

  it('is unknown for a node that is itself behind', () => {
    const behind = withConsensus(
      {
        headSlot: slotAtNoon - 400,
        syncDistance: 400,
        isSyncing: true,
        finalizedEpoch: Math.floor((slotAtNoon - 400) / 32) - 2,
      },
      4800,
    );
    const { finality, reasons } = judged(behind);
    expect(finality?.distanceEpochs).toBeGreaterThan(4);
    expect(finality?.finalizing).toBeUndefined();
    expect(finality?.detail).toMatch(/400 slots behind/);
    expect(reasons.join()).not.toMatch(/does not finalize/);
  });

  it('is attributed to the network if all of it has stalled', () => {
    const stopped = {
      headSlot: slotAtNoon - 160,
      syncDistance: 160,
      isSyncing: true,
      finalizedEpoch: epochAtNoon - 7,
    };
    const others = { count: 2, newestHeadTimestamp: NOON / 1000 - 1920 };
    expect(judged(withConsensus(stopped, 1920), others)).toMatchObject({
      state: 'NETWORK_STALL',
      finality: { distanceEpochs: 7, finalizing: false },
    });
  });

  it('is computed from the clock if a client reports no distance', () => {
    const silent = withConsensus({
      headSlot: slotAtNoon - 20,
      syncDistance: 0,
      finalizedEpoch: epochAtNoon - 5,
    });
    expect(judged(silent).finality).toMatchObject({
      distanceEpochs: 5,
      finalizing: false,
    });
  });

  it('does not accept an epoch that is finalized before it has begun', () => {
    const { finality } = judged(atDistance(-1));
    expect(finality).toMatchObject({ distanceEpochs: 0 });
    expect(finality?.finalizing).toBeUndefined();
    expect(finality?.detail).toMatch(/on another network, or the clock/);
  });

  it('is unknown if the local clock is an hour fast', () => {
    const sample = withConsensus({
      headSlot: slotAtNoon - 300,
      syncDistance: 0,
      finalizedEpoch: Math.floor((slotAtNoon - 300) / 32) - 2,
    });
    expect(judged(sample).finality?.finalizing).toBeUndefined();
  });

  it.each([
    ['first slots', 3, 0],
    ['fourth epoch', 39, 0],
    ['first finality', 40, 3],
  ])(
    'is normal on a chain in its %s, with 8 slots an epoch',
    (_, slot, finalizedEpoch) => {
      const at = (recordedDevnet.genesisTime! + slot * 3) * 1000;
      const sample = {
        ...withConsensus({ headSlot: slot, syncDistance: 0, finalizedEpoch }),
        at,
      };
      expect(finalityOf(recordedDevnet, sample, 'SYNCED')?.finalizing).toBe(
        true,
      );
    },
  );

  it('is missing on a devnet that reaches its fifth epoch without any', () => {
    const sample = {
      ...withConsensus({ headSlot: 40, syncDistance: 0, finalizedEpoch: 0 }),
      at: (recordedDevnet.genesisTime! + 120) * 1000,
    };
    expect(finalityOf(recordedDevnet, sample, 'SYNCED')?.finalizing).toBe(
      false,
    );
  });

  it('needs no genesis time', () => {
    const { genesisTime: _, ...unknown } = recordedDevnet;
    const sample = withConsensus({
      headSlot: 77,
      syncDistance: 0,
      finalizedEpoch: 7,
    });
    expect(finalityOf(unknown, sample, 'SYNCED')).toMatchObject({
      distanceEpochs: 2,
      finalizing: true,
    });
  });

  it.each([
    ['no consensus client', { kind: 'not-configured' } as const],
    ['one that names no finalized epoch', { finalizedEpoch: undefined }],
  ])('cannot be determined with %s', (_, consensus) => {
    expect(judged(aSample({ consensus })).finality).toBeUndefined();
  });
});

describe('finality of recorded clients', () => {
  const look = async (answers: Answers, at: string, otherHead?: number) => {
    const sample = await probeNode({
      executionUrl: 'http://127.0.0.1:8545',
      consensusUrl: 'http://127.0.0.1:5052',
      fetch: replay(answers),
      timeoutMs: 100,
      now: () => Date.parse(at),
    });
    return judge({
      network: recordedDevnet,
      samples: [sample],
      now: sample.at,
      pollIntervalMs: 2000,
      others:
        otherHead === undefined
          ? undefined
          : { count: 1, newestHeadTimestamp: otherHead },
    });
  };
  const state = (name: string, otherHead?: number) => {
    const recorded = readState(name);
    return look(answersOf(recorded), recorded.at, otherHead);
  };
  const lastOf = (timeline: string, otherHead?: number) => {
    const last = readTimeline(timeline).at(-1)!;
    return look(answersOfRow(last), last.at, otherHead);
  };
  const stalledAt = 1795426812;

  it.each([
    ['a0_first_blocks_not_finalised', 1],
    ['a1_synced_validating_pair', 2],
    ['a2_synced_follower_pair', 2],
    ['c3_cl_back', 2],
    ['d3_el_back', 2],
    ['e1_validators_stopped_15s_pair_a', 2],
    ['f3_cl_without_peers', 6],
    ['g1_wrong_jwt', 10],
  ])('%s: %d epochs', async (name, distanceEpochs) => {
    const { finality } = await state(name);
    expect(finality).toMatchObject({ distanceEpochs });
    expect(finality?.finalizing).toBe(distanceEpochs <= 4 ? true : undefined);
  });

  it('is normal for every sample of a chain that starts', async () => {
    const rows = readTimeline('a_from_genesis');
    const verdicts = await Promise.all(
      rows.map(row => look(answersOfRow(row), row.at)),
    );
    expect(verdicts.map(({ finality }) => finality?.finalizing)).toEqual(
      rows.map(() => true),
    );
  });

  it('is lost once validators have been gone for longer than the bound', async () => {
    const early = await state('e2_validators_stopped_55s_pair_a', stalledAt);
    expect(early).toMatchObject({
      state: 'NETWORK_STALL',
      finality: { distanceEpochs: 4, finalizing: true },
    });
    expect(await lastOf('a_validators_stopped', stalledAt)).toMatchObject({
      state: 'NETWORK_STALL',
      finality: { distanceEpochs: 5, finalizing: false },
    });
  });

  it('is not determined by a node that cannot see whether others stopped too', async () => {
    const alone = await lastOf('b_validators_stopped');
    expect(alone.state).toBe('BEHIND');
    expect(alone.finality).toMatchObject({ distanceEpochs: 5 });
    expect(alone.finality?.finalizing).toBeUndefined();
  });
});
