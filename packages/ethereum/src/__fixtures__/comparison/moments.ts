/** Newest head of the other pair while the whole network stood still, seconds since the epoch. */
const STALLED_AT = 1795426812;

/**
 * One recorded moment, and the truth about it: whether an operator would have let applications call the node.
 *
 * Truth is stated here, once and by hand, from what was done to the pair when it was recorded. No rule is asked.
 */
export interface Moment {
  /** A recording of `states`, or a timeline with the number of a line, from 0. */
  recording: string;
  line?: number;
  /** A second recording that is the consensus client's view of the same moment. */
  consensusView?: string;
  what: string;
  usable: boolean;
  /** Newest head of the other node of the network, where that stood still too. */
  otherHead?: number;
  /** False where no consensus client belongs to the node. */
  consensus?: false;
}

/** Every recorded state, and the decisive moments of the timelines. */
export const moments: Moment[] = [
  {
    recording: 'a0_first_blocks_not_finalised',
    what: 'first blocks of a young chain, nothing finalized yet',
    usable: true,
  },
  {
    recording: 'a_from_genesis',
    line: 50,
    what: 'six epochs later, finalizing',
    usable: true,
  },
  {
    recording: 'a1_synced_validating_pair',
    what: 'in sync, with validators',
    usable: true,
  },
  {
    recording: 'a2_synced_follower_pair',
    what: 'in sync, without validators',
    usable: true,
  },
  {
    recording: 'b1_started_syncing_from_genesis',
    what: 'started on an empty datadir',
    usable: false,
  },
  {
    recording: 'b_genesis_sync',
    line: 9,
    what: 'driven block by block from genesis, 2 min 16 s behind',
    usable: false,
  },
  {
    recording: 'b_genesis_sync',
    line: 19,
    what: 'that sync has ended',
    usable: true,
  },
  {
    recording: 'b2_el_syncing_no_el_peer_cl_optimistic',
    what: 'checkpoint sync, execution client without peers',
    usable: false,
  },
  {
    recording: 'b3_el_syncing_from_el_peer',
    what: 'the same, seconds after its first peer',
    usable: false,
  },
  {
    recording: 'b_checkpoint_sync_el_without_peer_then_peer',
    line: 26,
    what: 'the same, a minute later, still at block 0',
    usable: false,
  },
  {
    recording: 'b4_el_resync_cl_had_chain',
    what: 'execution client on an empty datadir, consensus client with its chain',
    usable: false,
  },
  {
    recording: 'b_el_resync_full',
    line: 12,
    what: 'that resync, 2 min 38 s behind, between two batches',
    usable: false,
  },
  {
    recording: 'b_el_resync_full',
    line: 42,
    what: 'that resync has ended',
    usable: true,
  },
  {
    recording: 'b_cl_stopped',
    line: 0,
    what: 'consensus client ended within the last slot',
    usable: false,
  },
  {
    recording: 'c1_cl_stopped_15s',
    what: 'consensus client ended 15 s ago',
    usable: false,
  },
  {
    recording: 'c2_cl_stopped_70s',
    what: 'consensus client ended 70 s ago',
    usable: false,
  },
  {
    recording: 'c3_cl_back',
    what: 'consensus client back, head fresh again',
    usable: true,
  },
  {
    recording: 'd1_el_stopped_12s',
    what: 'execution client ended 12 s ago',
    usable: false,
  },
  {
    recording: 'd2_el_stopped_45s',
    what: 'execution client ended 45 s ago',
    usable: false,
  },
  {
    recording: 'd3_el_back',
    what: 'execution client back, head fresh again',
    usable: true,
  },
  {
    recording: 'e1_validators_stopped_15s_pair_a',
    what: 'whole network without blocks for 15 s',
    usable: true,
    otherHead: STALLED_AT,
  },
  {
    recording: 'e2_validators_stopped_55s_pair_a',
    what: 'whole network without blocks for 55 s, with validators',
    usable: true,
    otherHead: STALLED_AT,
  },
  {
    recording: 'e2_validators_stopped_55s_pair_b',
    what: 'whole network without blocks for 55 s, without validators',
    usable: true,
    otherHead: STALLED_AT,
  },
  {
    recording: 'a_validators_stopped',
    line: 16,
    what: 'whole network without blocks for 73 s, no finality for 5 epochs, with validators',
    usable: true,
    otherHead: STALLED_AT,
  },
  {
    recording: 'b_validators_stopped',
    line: 16,
    what: 'the same, without validators',
    usable: true,
    otherHead: STALLED_AT,
  },
  {
    recording: 'f1_el_frozen_sigstop',
    consensusView: 'f1_el_frozen_sigstop_cl_view',
    what: 'execution client frozen: accepts and never answers',
    usable: false,
  },
  {
    recording: 'f2_cl_frozen_sigstop_el_view',
    consensusView: 'f2_cl_frozen_sigstop',
    what: 'consensus client frozen: accepts and never answers',
    usable: false,
  },
  {
    recording: 'f3_cl_without_peers',
    what: 'consensus client without peers, head 71 s old',
    usable: false,
  },
  {
    recording: 'b_cl_without_peers',
    line: 14,
    what: 'the same, head 82 s old',
    usable: false,
  },
  {
    recording: 'g1_wrong_jwt',
    what: 'JWT secrets differ, head 2 min 27 s old',
    usable: false,
  },
  {
    recording: 'b_wrong_jwt',
    line: 11,
    what: 'the same, 9 s later',
    usable: false,
  },
  {
    recording: 'g2_el_on_other_genesis',
    what: 'execution client on another genesis, same chain ID',
    usable: false,
  },
  {
    recording: 'b_el_on_other_genesis',
    line: 15,
    what: 'the same, 17 s later',
    usable: false,
  },
  {
    recording: 'b_el_stopped',
    line: 9,
    what: 'execution client ended 48 s ago',
    usable: false,
  },
  {
    recording: 'h1_geth_dev_current_forks',
    what: 'geth --dev: a chain of its own, without a consensus client',
    usable: true,
    consensus: false,
  },
];

/** Name of a moment, unique. */
export const nameOf = ({ recording, line }: Moment) =>
  line === undefined ? recording : `${recording}:${line}`;
