/** @jest-environment node */
import { recordedDevnet } from '../__fixtures__/networks';
import {
  answersOfRow,
  readTimeline,
  replay,
  timelineNames,
} from '../__fixtures__/replay';
import { probeNode } from '../probe/probeNode';
import { judge } from './judge';
import type { JudgeInput } from './judgeInput';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';
import { windowOf } from './window';

const POLL_INTERVAL_MS = 2000;

/** Genesis of the chain that pair B's execution client was put on in one timeline. */
const OTHER_GENESIS =
  '0xe77f688fe70053f329b8c23ae86926d7170231bc378e001b254695e0189239e7';

/** Polls a timeline every two seconds, as a sidecar would have: each line holds until the next one. */
async function pollTimeline(
  name: string,
  others?: JudgeInput['others'],
): Promise<Verdict[]> {
  const rows = readTimeline(name).map(row => ({
    ...row,
    ms: Date.parse(row.at),
  }));
  const genesis = name === 'b_el_on_other_genesis' ? OTHER_GENESIS : undefined;
  const verdicts: Verdict[] = [];
  const samples: NodeSample[] = [];
  for (
    let at = rows[0]?.ms ?? NaN;
    at < (rows.at(-1)?.ms ?? NaN) + POLL_INTERVAL_MS;
    at += POLL_INTERVAL_MS
  ) {
    const row = rows.filter(({ ms }) => ms <= at).pop()!;
    samples.push(
      await probeNode({
        executionUrl: 'http://127.0.0.1:8545',
        consensusUrl: 'http://127.0.0.1:5052',
        fetch: replay(answersOfRow(row, genesis)),
        timeoutMs: 100,
        now: () => at,
      }),
    );
    verdicts.push(
      judge({
        network: recordedDevnet,
        samples: windowOf(samples, at),
        now: at,
        pollIntervalMs: POLL_INTERVAL_MS,
        previous: verdicts.at(-1),
        others,
      }),
    );
  }
  return verdicts;
}

/** States in the order in which they were entered, `+` when the node was or became ready in it. */
function course(verdicts: Verdict[]): string[] {
  const steps: string[] = [];
  for (const { state, ready } of verdicts) {
    const step = `${state}${ready ? '+' : ''}`;
    if (steps.at(-1) !== step) {
      steps.push(step);
    }
  }
  return steps;
}

/** The course that every timeline must be judged to have taken. */
const expected: Record<string, string[]> = {
  a_from_genesis: ['SYNCED', 'SYNCED+'],
  a_validators_stopped: ['SYNCED', 'SYNCED+', 'BEHIND+', 'BEHIND'],
  b_checkpoint_sync_el_without_peer_then_peer: [
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'SYNCING',
  ],
  b_cl_stopped: ['WAITING_FOR_CL'],
  b_cl_without_peers: ['WAITING_FOR_CL', 'BEHIND'],
  b_el_on_other_genesis: ['UNREACHABLE', 'WRONG_NETWORK'],
  b_el_resync_full: [
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'SYNCING',
    'SYNCED',
    'SYNCED+',
  ],
  b_el_stopped: ['UNREACHABLE'],
  b_genesis_sync: [
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'SYNCING',
    'SYNCED',
    'SYNCED+',
    'WAITING_FOR_CL',
  ],
  b_validators_stopped: ['SYNCED', 'SYNCED+', 'BEHIND+', 'BEHIND'],
  b_wrong_jwt: ['WAITING_FOR_CL', 'BEHIND'],
};

describe('timelines of real clients', () => {
  it('are all in the table', () => {
    expect(Object.keys(expected).sort()).toEqual(timelineNames);
  });

  it.each(Object.entries(expected))('%s goes %j', async (name, steps) => {
    expect(course(await pollTimeline(name))).toEqual(steps);
  });

  it('keeps a node ready through a stall of the whole network', async () => {
    const stalled = { count: 1, newestHeadTimestamp: 1795426812 };
    expect(course(await pollTimeline('b_validators_stopped', stalled))).toEqual(
      ['SYNCED', 'SYNCED+', 'NETWORK_STALL+'],
    );
  });

  it('loses readiness with the first sample after the consensus client has ended', async () => {
    const verdicts = await pollTimeline('b_genesis_sync');
    const [before, after] = verdicts.slice(-2);
    expect(before).toMatchObject({ state: 'SYNCED', ready: true });
    expect(after).toMatchObject({ state: 'WAITING_FOR_CL', ready: false });
  });

  it('reports since when a client has been down', async () => {
    const last = (await pollTimeline('b_el_stopped')).at(-1);
    expect(last?.reasons[0]).toBe(
      'execution client has not answered on 127.0.0.1:8545 (connection refused) since 09:34 UTC',
    );
  });

  it.each(['a_validators_stopped', 'b_validators_stopped'])(
    'has the stop of the head as the start of %s, not the time of its detection',
    async name => {
      const verdicts = await pollTimeline(name);
      const last = verdicts.at(-1)!;
      const stop = verdicts.findIndex(
        ({ evidence }) => evidence.headNumber === last.evidence.headNumber,
      );
      const proof = verdicts.findIndex(({ state }) => state === 'BEHIND');
      expect(last.since).toBe(
        Date.parse(readTimeline(name)[0]?.at ?? '') + stop * POLL_INTERVAL_MS,
      );
      expect(verdicts[stop]?.state).toBe('SYNCED');
      expect(proof - stop).toBeGreaterThan(1);
    },
  );

  it('keeps the stop as the start while the verdict on it changes', async () => {
    const name = 'b_validators_stopped';
    const alone = (await pollTimeline(name)).at(-1)!;
    const stalled = { count: 1, newestHeadTimestamp: 1795426812 };
    const shared = (await pollTimeline(name, stalled)).at(-1)!;
    expect(shared.state).toBe('NETWORK_STALL');
    expect(shared.since).toBe(alone.since);
  });

  it('has the last answer as the start if a client has ended', async () => {
    const verdicts = await pollTimeline('b_genesis_sync');
    const [before, after] = verdicts.slice(-2);
    const start = Date.parse(readTimeline('b_genesis_sync')[0]?.at ?? '');
    expect(before?.state).toBe('SYNCED');
    expect(after?.since).toBe(start + (verdicts.length - 2) * POLL_INTERVAL_MS);
  });
});
