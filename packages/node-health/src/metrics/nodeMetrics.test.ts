import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeSample, NodeStatus, Verdict } from '@nodeyard/ethereum';
import { NodeMetrics } from './nodeMetrics';

const noon = Date.UTC(2026, 10, 23, 12);

const verdict: Verdict = {
  state: 'SYNCED',
  ready: true,
  since: noon,
  summary: '',
  reasons: [],
  evidence: { syncRate: 1.01 },
  forks: [
    {
      layer: 'execution',
      verdict: 'READY',
      fork: 'amsterdam',
      time: 1_900_000_000,
      detail: '',
    },
    {
      layer: 'consensus',
      verdict: 'MISSING',
      fork: 'amsterdam',
      time: 1_900_000_000,
      detail: '',
    },
  ],
  forkReady: false,
  finality: { distanceEpochs: 9, finalizing: false, detail: 'epoch 4' },
  runbook: 'synced',
};

const sample: NodeSample = {
  at: noon,
  execution: {
    kind: 'ok',
    ms: 12,
    value: {
      chainId: 7332,
      genesisHash: '0x',
      clientVersion: 'Geth/v1.17.8',
      head: { number: 42, hash: '0x', timestamp: noon / 1000 - 6 },
      syncing: false,
      peers: 7,
    },
  },
  consensus: {
    kind: 'ok',
    ms: 30,
    value: {
      headSlot: 50,
      syncDistance: 3,
      isSyncing: false,
      isOptimistic: true,
      elOffline: false,
      peers: 9,
      clientVersion: 'Lighthouse/v8.0.0',
      finalizedEpoch: 4,
    },
  },
  disk: { usedBytes: 100, totalBytes: 400 },
};

const aStatus = (differences: Partial<NodeStatus> = {}): NodeStatus => ({
  schemaVersion: 1,
  node: {
    name: 'geth-0',
    network: 'devnet',
    executionClient: 'geth',
    consensusClient: 'lighthouse',
  },
  verdict,
  sample,
  sidecar: { version: '0.1.0', startedAt: noon, pollIntervalMs: 5_000 },
  ...differences,
});

/** Series without HELP and TYPE. */
const seriesOf = (text: string) =>
  text.split('\n').filter(line => line !== '' && !line.startsWith('#'));

describe('NodeMetrics', () => {
  it('has the time of a fork that a client has wrong rather than of the next one', async () => {
    const withdrawn = {
      layer: 'consensus' as const,
      verdict: 'MISMATCH' as const,
      fork: 'gloas',
      time: 1_793_036_568,
      detail: '',
    };
    const series = seriesOf(
      await new NodeMetrics({ consensus: true }).render(
        aStatus({
          verdict: {
            ...verdict,
            forks: [...verdict.forks.slice(0, 1), withdrawn],
          },
        }),
        noon,
      ),
    );
    expect(series).toEqual(
      expect.arrayContaining([
        'eth_node_fork_ready{fork="amsterdam"} 1',
        'eth_node_fork_ready{fork="gloas"} 0',
        'eth_node_next_fork_timestamp_seconds 1793036568',
      ]),
    );
  });

  it('exports the same series for every client', async () => {
    const series = seriesOf(
      await new NodeMetrics({ consensus: true }).render(aStatus(), noon),
    );
    expect(series).toEqual(
      expect.arrayContaining([
        'eth_node_state{state="SYNCED"} 1',
        'eth_node_state{state="UNREACHABLE"} 0',
        'eth_node_ready 1',
        'eth_node_head_number 42',
        'eth_node_head_age_seconds 6',
        'eth_node_sync_rate 1.01',
        'eth_node_peers{layer="execution"} 7',
        'eth_node_peers{layer="consensus"} 9',
        'eth_node_cl_sync_distance 3',
        'eth_node_cl_optimistic 1',
        'eth_node_cl_el_offline 0',
        'eth_node_fork_ready{fork="amsterdam"} 0',
        'eth_node_next_fork_timestamp_seconds 1900000000',
        'eth_node_finality_distance_epochs 9',
        'eth_node_finalizing 0',
        'eth_node_info{node="geth-0",network="devnet",execution_client="geth",execution_version="Geth/v1.17.8",consensus_client="lighthouse",consensus_version="Lighthouse/v8.0.0"} 1',
        'eth_node_disk_used_bytes 100',
        'eth_node_disk_total_bytes 400',
        'eth_node_probe_duration_seconds{layer="execution"} 0.012',
        'eth_node_probe_duration_seconds{layer="consensus"} 0.03',
        'eth_node_probe_failures_total{layer="execution",reason="timeout"} 0',
      ]),
    );
  });

  it('has a help text and a type for every series', async () => {
    const text = await new NodeMetrics({ consensus: true }).render(
      aStatus(),
      noon,
    );
    const names = new Set(seriesOf(text).map(line => line.split(/[ {]/, 1)[0]));
    expect(names.size).toBe(18);
    for (const name of names) {
      expect(text).toMatch(new RegExp(`^# HELP ${name} \\S.{15,}\\.$`, 'm'));
      expect(text).toMatch(new RegExp(`^# TYPE ${name} (gauge|counter)$`, 'm'));
    }
  });

  it('increases the head age between two probes', async () => {
    const metrics = new NodeMetrics({ consensus: true });
    expect(await metrics.render(aStatus(), noon + 4_000)).toContain(
      '\neth_node_head_age_seconds 10\n',
    );
  });

  it('has no series for unknown values, also if they were known before', async () => {
    const metrics = new NodeMetrics({ consensus: true });
    await metrics.render(aStatus(), noon);
    const silent: NodeSample = {
      at: noon,
      execution: { kind: 'failed', reason: 'refused', detail: '' },
      consensus: { kind: 'not-configured' },
    };
    const series = seriesOf(
      await metrics.render(
        aStatus({
          sample: silent,
          verdict: {
            ...verdict,
            evidence: {},
            forks: [],
            finality: undefined,
          },
        }),
        noon,
      ),
    );
    expect([...new Set(series.map(line => line.split(/[ {]/, 1)[0]))]).toEqual([
      'eth_node_state',
      'eth_node_ready',
      'eth_node_info',
      'eth_node_probe_failures_total',
    ]);
  });

  it('counts failures by layer and reason', async () => {
    const metrics = new NodeMetrics({ consensus: true });
    const failing: NodeSample = {
      at: noon,
      execution: { kind: 'failed', reason: 'timeout', detail: '' },
      consensus: { kind: 'failed', reason: 'refused', detail: '' },
    };
    metrics.countFailures(failing);
    metrics.countFailures(failing);
    const text = await metrics.render(aStatus(), noon);
    expect(text).toContain(
      'eth_node_probe_failures_total{layer="execution",reason="timeout"} 2',
    );
    expect(text).toContain(
      'eth_node_probe_failures_total{layer="consensus",reason="refused"} 2',
    );
  });

  it('has no series of a consensus client that is not configured', async () => {
    expect(
      await new NodeMetrics({ consensus: false }).render(
        aStatus({ sample: undefined }),
        noon,
      ),
    ).not.toMatch(/layer="consensus"/);
  });

  it('exports the results of the checkpoint sources after the first request of the consensus client', async () => {
    const metrics = new NodeMetrics({ consensus: true });
    expect(await metrics.render(aStatus(), noon)).not.toMatch(
      /^eth_node_checkpoint/m,
    );
    const checkpoint = {
      result: 'agreed' as const,
      at: noon,
      needed: 2,
      slot: 64,
      sources: [
        {
          url: 'https://a.example',
          result: 'agreed' as const,
          detail: '',
          sentBytes: 300,
        },
        {
          url: 'https://b.example',
          result: 'disagreed' as const,
          detail: '',
          sentBytes: 0,
        },
      ],
    };
    const text = await metrics.render(aStatus({ checkpoint }), noon);
    expect(
      seriesOf(text).filter(line => line.startsWith('eth_node_checkpoint')),
    ).toEqual([
      'eth_node_checkpoint_quorum 1',
      'eth_node_checkpoint_slot 64',
      'eth_node_checkpoint_source{source="https://a.example",result="agreed"} 1',
      'eth_node_checkpoint_source{source="https://b.example",result="disagreed"} 1',
      'eth_node_checkpoint_sent_bytes{source="https://a.example"} 300',
      'eth_node_checkpoint_sent_bytes{source="https://b.example"} 0',
    ]);
  });

  it('exports the newest snapshot run, if there was one', async () => {
    const metrics = new NodeMetrics({ consensus: true });
    const series = seriesOf(
      await metrics.render(aStatus(), noon, {
        format: 'nodeyard-snapshot-last/1',
        endedAt: '2026-11-23T03:20:00Z',
        result: 'store-unavailable',
        failuresInARow: 2,
        durationSeconds: { quiesce: 12, capture: 30 },
        downtimeSeconds: 42,
        snapshot: {
          block: 9_000_000,
          takenAt: '2026-11-21T03:00:00Z',
          verifiedAt: '2026-11-21T04:00:00Z',
          sizeBytes: 1000,
          newBytes: 10,
        },
        staleAfterSeconds: 241_200,
      }),
    ).filter(line => line.startsWith('eth_snapshot'));
    expect(series).toEqual([
      `eth_snapshot_taken_timestamp_seconds ${
        Date.UTC(2026, 10, 21, 3) / 1000
      }`,
      'eth_snapshot_stale_after_seconds 241200',
      `eth_snapshot_verified_timestamp_seconds ${
        Date.UTC(2026, 10, 21, 4) / 1000
      }`,
      'eth_snapshot_block_number 9000000',
      'eth_snapshot_size_bytes 1000',
      'eth_snapshot_new_bytes 10',
      `eth_snapshot_run_timestamp_seconds ${
        Date.UTC(2026, 10, 23, 3, 20) / 1000
      }`,
      'eth_snapshot_consecutive_failures 2',
      'eth_snapshot_run_failures 2',
      'eth_snapshot_run_info{result="store-unavailable"} 1',
      'eth_snapshot_run_duration_seconds{phase="quiesce"} 12',
      'eth_snapshot_run_duration_seconds{phase="capture"} 30',
      'eth_snapshot_downtime_seconds 42',
    ]);
    expect(await metrics.render(aStatus(), noon)).not.toMatch(/^eth_snapshot/m);
  });

  it('exports the former names of docs/upgrading.md', () => {
    const docs = join(__dirname, '../../../../docs/upgrading.md');
    const rows = [
      ...readFileSync(docs, 'utf8').matchAll(
        /^\| `node-health` +\| `(eth_\w+)` +\| `(eth_\w+)` +\|$/gm,
      ),
    ].map(([, former, name]) => [former, name]);
    expect(rows).toEqual([
      ['eth_snapshot_run_failures', 'eth_snapshot_consecutive_failures'],
    ]);
    expect(new NodeMetrics({ consensus: true }).names).toEqual(
      expect.arrayContaining(rows.flat()),
    );
  });
});
