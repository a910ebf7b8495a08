import type { NodeSample } from '../../health/sample';

/** What a rule looks at beside the sample. */
export interface Circumstances {
  /** Newest block of the network at the moment: the height that a peer has. */
  networkBlock: number;
  /** What ethereum-metrics-exporter showed of the moment, by series. */
  exported: Record<string, number>;
}

export interface Rule {
  title: string;
  /** Where it is from. */
  source: string;
  usable(sample: NodeSample, circumstances: Circumstances): boolean;
}

/** Series of the exporter that say whether a node is in sync, as far as it says it. */
export const watchedSeries = [
  'eth_exe_sync_is_syncing',
  'eth_exe_net_peer_count',
  'eth_con_sync_is_syncing',
  'eth_con_sync_is_optimistic',
  'eth_con_sync_distance',
  'eth_con_health_up',
];

/** Besu's defaults of `minPeers` and `maxBlocksBehind`. */
const besu = { minPeers: 1, maxBlocksBehind: 2 };

/** Nethermind's default of `HealthChecks.MaxIntervalClRequestTime`, in seconds. */
const NETHERMIND_PATIENCE = 300;

/** How other tools would have answered, each with its defaults and the same answers of geth and Lodestar. */
export const rules: Rule[] = [
  {
    title: '`eth_syncing`',
    source: 'execution-apis, `eth_syncing`: `false` is taken for "in sync"',
    usable: ({ execution }) =>
      execution.kind === 'ok' && execution.value.syncing === false,
  },
  {
    title: "Besu's `/readiness`",
    source:
      'besu-eth/besu, `ReadinessCheck.java` and `SyncState.java` (August 2026): at least 1 peer, and at most 2 blocks behind the best height known while there is a sync target; none counts as in sync, as `eth_syncing: false` does',
    usable: ({ execution }, { networkBlock }) => {
      if (execution.kind !== 'ok') return false;
      const { peers = 0, syncing } = execution.value;
      if (peers < besu.minPeers) return false;
      if (!syncing) return true;
      const highest = Math.max(syncing.highestBlock, networkBlock);
      return highest - syncing.currentBlock <= besu.maxBlocksBehind;
    },
  },
  {
    title: "Nethermind's `/health`",
    source:
      'NethermindEth/nethermind, `NodeHealthService.cs` (commit 8d60fd7), `ClHealthRequestsTracker.cs` (2025) and `NodeHealthServiceTests.cs`: a peer, and an engine call within `MaxIntervalClRequestTime` (300 s); a node that is still syncing with peers counts as healthy',
    usable: ({ execution, at }) => {
      if (execution.kind !== 'ok') return false;
      const { peers = 0, syncing, head } = execution.value;
      // The newest engine call that the recording proves: one that drives a sync, or the one that brought the head.
      const silentSeconds = syncing === false ? at / 1000 - head.timestamp : 0;
      return peers > 0 && silentSeconds <= NETHERMIND_PATIENCE;
    },
  },
  {
    title: 'ethereum-metrics-exporter',
    source:
      'measured: neither `eth_exe_sync_is_syncing` nor `eth_con_sync_is_syncing` nor `eth_con_sync_is_optimistic` is 1, and `eth_con_health_up` is',
    usable: ({ consensus }, { exported }) =>
      exported.eth_exe_sync_is_syncing === 0 &&
      (consensus.kind === 'not-configured' ||
        (exported.eth_con_sync_is_syncing === 0 &&
          exported.eth_con_sync_is_optimistic === 0 &&
          exported.eth_con_health_up === 1)),
  },
];
