/** @jest-environment node */
import { recordedDevMode, recordedDevnet } from '../__fixtures__/networks';
import {
  answersOf,
  readState,
  replay,
  stateNames,
  undrivenNames,
} from '../__fixtures__/replay';
import { probeNode } from '../probe/probeNode';
import { networks } from '../networks/generated';
import type { Network } from '../networks/schema';
import { judge } from './judge';
import type { NodeState } from './verdict';

/**
 * Every recording, the state that it must be judged as, and what the decisive reason must say.
 * A second folder is the consensus client's view of the same moment. `head`: newest head of the other pair.
 */
const expected: Array<{
  recording: string;
  consensusView?: string;
  state: NodeState;
  reason: RegExp;
  consensus?: false;
  otherHead?: number;
  network?: Network;
}> = [
  {
    recording: 'a0_first_blocks_not_finalised',
    state: 'SYNCED',
    reason: /^head is block 11, 1 s old$/,
  },
  {
    recording: 'a1_synced_validating_pair',
    state: 'SYNCED',
    reason: /^head is block \d+, \d s old$/,
  },
  {
    recording: 'a2_synced_follower_pair',
    state: 'SYNCED',
    reason: /^head is block \d+, \d s old$/,
  },
  {
    recording: 'b1_started_syncing_from_genesis',
    state: 'WAITING_FOR_CL',
    reason:
      /^execution client is at block 0 and waits for a head; the consensus client is itself 70 slots behind$/,
  },
  {
    recording: 'b2_el_syncing_no_el_peer_cl_optimistic',
    state: 'SYNCING',
    reason: /reports that it is syncing/,
  },
  {
    recording: 'b3_el_syncing_from_el_peer',
    state: 'SYNCING',
    reason: /reports that it is syncing/,
  },
  {
    recording: 'b4_el_resync_cl_had_chain',
    state: 'SYNCING',
    reason: /reports that it is syncing/,
  },
  {
    recording: 'c1_cl_stopped_15s',
    state: 'WAITING_FOR_CL',
    reason:
      /^consensus client has not answered on 127\.0\.0\.1:5052 \(connection refused\) since 09:33 UTC$/,
  },
  {
    recording: 'c2_cl_stopped_70s',
    state: 'WAITING_FOR_CL',
    reason: /^consensus client .* \(connection refused\)/,
  },
  { recording: 'c3_cl_back', state: 'SYNCED', reason: /^head is block 208/ },
  {
    recording: 'd1_el_stopped_12s',
    state: 'UNREACHABLE',
    reason:
      /^execution client has not answered on 127\.0\.0\.1:8545 \(connection refused\)/,
  },
  {
    recording: 'd2_el_stopped_45s',
    state: 'UNREACHABLE',
    reason: /^execution client has not answered/,
  },
  { recording: 'd3_el_back', state: 'SYNCED', reason: /^head is block 229/ },
  {
    recording: 'e1_validators_stopped_15s_pair_a',
    state: 'NETWORK_STALL',
    reason: /do not restart the node/,
    otherHead: 1795426812,
  },
  {
    recording: 'e2_validators_stopped_55s_pair_a',
    state: 'NETWORK_STALL',
    reason: /do not restart the node/,
    otherHead: 1795426812,
  },
  {
    recording: 'e2_validators_stopped_55s_pair_b',
    state: 'NETWORK_STALL',
    reason: /do not restart the node/,
    otherHead: 1795426812,
  },
  {
    recording: 'f1_el_frozen_sigstop',
    consensusView: 'f1_el_frozen_sigstop_cl_view',
    state: 'UNREACHABLE',
    reason:
      /^execution client has not answered on .* \(no answer within 100 ms\)/,
  },
  {
    recording: 'f2_cl_frozen_sigstop_el_view',
    consensusView: 'f2_cl_frozen_sigstop',
    state: 'WAITING_FOR_CL',
    reason:
      /^consensus client has not answered on .* \(no answer within 100 ms\)/,
  },
  {
    recording: 'f3_cl_without_peers',
    state: 'BEHIND',
    reason: /^head is block 248, 1 min 1\d s old/,
  },
  {
    recording: 'g1_wrong_jwt',
    state: 'BEHIND',
    reason: /^head is block 248, 2 min 2\d s old/,
  },
  {
    recording: 'g2_el_on_other_genesis',
    state: 'WRONG_NETWORK',
    reason:
      /^execution client has genesis 0xe77f.* its datadir was made for another network$/,
  },
  {
    recording: 'h1_geth_dev_current_forks',
    state: 'SYNCED',
    reason: /^head is block 7/,
    consensus: false,
  },
  ...(['sepolia', 'mainnet', 'hoodi'] as const).map(network => ({
    recording: `geth_${network}_fresh`,
    network: networks[network],
    state: 'WAITING_FOR_CL' as const,
    reason:
      /^execution client is at block 0 and waits for a head from a consensus client/,
    consensus: false as const,
  })),
  {
    recording: 'geth_after_kill',
    state: 'WAITING_FOR_CL',
    reason:
      /^execution client is at block 0 and waits for a head from a consensus client/,
    consensus: false,
  },
];

async function judged({
  recording,
  consensusView,
  consensus,
  otherHead,
  network = consensus === false ? recordedDevMode : recordedDevnet,
}: (typeof expected)[number]) {
  const state = readState(recording);
  const view =
    consensusView === undefined ? undefined : readState(consensusView);
  const fetch = replay(
    answersOf({ ...state, calls: { ...state.calls, ...view?.calls } }),
  );
  const at = Date.parse(state.at);
  const sample = await probeNode({
    executionUrl: 'http://127.0.0.1:8545',
    ...(consensus === false ? {} : { consensusUrl: 'http://127.0.0.1:5052' }),
    fetch,
    timeoutMs: 100,
    now: () => at,
  });
  const verdict = judge({
    network,
    samples: [sample],
    now: at,
    pollIntervalMs: 5000,
    ...(otherHead === undefined
      ? {}
      : { others: { count: 1, newestHeadTimestamp: otherHead } }),
  });
  return { sample, verdict };
}

const named = (recording: string) =>
  expected.find(row => row.recording === recording)!;

describe('recordings of real clients', () => {
  it('are all in the table', () => {
    const used = expected.flatMap(row =>
      [row.recording, row.consensusView ?? []].flat(),
    );
    expect(used.sort()).toEqual([...stateNames, ...undrivenNames].sort());
  });

  it.each(expected.map(row => [row.recording, row.state, row] as const))(
    '%s is %s',
    async (_, state, row) => {
      const { verdict } = await judged(row);
      expect(verdict.state).toBe(state);
      expect(verdict.reasons[0]).toMatch(row.reason);
      expect(verdict.ready).toBe(false);
    },
  );

  it('names the missing peers of a sync that cannot start', async () => {
    const { sample, verdict } = await judged(
      named('b2_el_syncing_no_el_peer_cl_optimistic'),
    );
    const noPeers =
      'execution client has no peers: check its p2p port, firewall and bootnodes';
    // One look says nothing: a client that has just started has none yet.
    expect(verdict.reasons).not.toContain(noPeers);
    const stayed = judge({
      network: recordedDevnet,
      samples: [{ ...sample, at: sample.at - 60_000 }, sample],
      now: sample.at,
      pollIntervalMs: 60_000,
    });
    expect(stayed.reasons).toContain(noPeers);
  });

  it('names the engine endpoint after a wrong JWT secret', async () => {
    const { verdict } = await judged(named('g1_wrong_jwt'));
    expect(verdict.reasons.join('\n')).toMatch(
      /check the log of the consensus client for failing Engine API calls \(endpoint, JWT secret\)/,
    );
  });

  it('names the missing peers of a consensus client', async () => {
    const { verdict } = await judged(named('f3_cl_without_peers'));
    expect(verdict.reasons).toContain(
      'consensus client has no peers: check its p2p port, firewall and bootnodes',
    );
  });

  it('cannot distinguish a stalled network from a lagging node without other nodes', async () => {
    const { verdict } = await judged({
      ...named('e2_validators_stopped_55s_pair_a'),
      otherHead: undefined,
    });
    expect(verdict.state).toBe('BEHIND');
  });

  it('reads a client without a head slot before finality', async () => {
    const { sample } = await judged(named('a0_first_blocks_not_finalised'));
    expect(sample.consensus).toMatchObject({
      kind: 'ok',
      value: { finalizedEpoch: 0, elOffline: false },
    });
  });

  it.each(['geth_sepolia_fresh', 'geth_mainnet_fresh'])(
    'reads the forks of %s, whose current one is null, and confirms the one in force by the last',
    async recording => {
      const { sample, verdict } = await judged(named(recording));
      expect(sample.execution).toMatchObject({
        kind: 'ok',
        value: { forks: { current: null } },
      });
      expect(verdict.forks).toMatchObject([
        { layer: 'execution', verdict: 'NONE_SCHEDULED' },
      ]);
      expect(verdict.forks[0]?.detail).not.toMatch(/expects one/);
    },
  );

  it('finds the next fork known on the execution layer and none scheduled on the other', async () => {
    const { verdict } = await judged(named('a1_synced_validating_pair'));
    expect(verdict.forks).toMatchObject([
      {
        layer: 'execution',
        verdict: 'READY',
        fork: 'cancun',
        time: 2741505828,
      },
      { layer: 'consensus', verdict: 'NONE_SCHEDULED' },
    ]);
    expect(verdict.forkReady).toBe(true);
  });
});
