import { executionClients } from '@nodeyard/ethereum';
import { NodeMetrics } from '@nodeyard/node-health';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queriesOf, readDashboards } from './dashboards/readDashboards';
import { readSeries } from './promql/readSeries';
import { chartFiles, readRules } from './rules';

/** Of clients that no recording exists of: looked up in their sources, so a rename there is not noticed here. */
const unrecorded = [
  'ethereum_blockchain_height', // besu, EIP-2159
  'nethermind_blocks',
  'reth_blockchain_tree_canonical_chain_height',
  'sync', // erigon
];

const rules = readRules();
const sidecar = new NodeMetrics({ consensus: true }).names;
const recorded = rules.flatMap(({ record }) => record ?? []);

/** Of kube-state-metrics (docs/metrics/workload, docs/metrics/storage) and of the kubelet's cAdvisor, which know what a pod asks for and uses. */
const kubernetes = [
  'container_cpu_usage_seconds_total',
  'container_memory_working_set_bytes',
  'container_network_transmit_bytes_total',
  'kube_persistentvolumeclaim_info',
  'kube_persistentvolumeclaim_resource_requests_storage_bytes',
  'kube_pod_container_resource_requests',
  'kube_pod_init_container_resource_requests',
  'kube_pod_spec_volumes_persistentvolumeclaims_info',
  'kube_pod_status_phase',
  'kube_statefulset_replicas',
];

/** What the chart writes of its values: prices, budgets, and whose a namespace is. */
const ofValues = [
  ...readFileSync(
    join(chartFiles, '../templates/_prices.tpl'),
    'utf8',
  ).matchAll(/"record" "([^"]+)"/g),
].map(([, name]) => name);

describe('the series of rules', () => {
  const known = new Set([
    'up',
    ...sidecar,
    ...recorded,
    ...exportedBy('geth'),
    ...exportedBy('lodestar'),
    ...exportedBy('haproxy'),
    ...unrecorded,
    ...kubernetes,
    ...ofValues,
  ]);

  it.each(rules.map(rule => [rule.alert ?? rule.record, rule.expr]))(
    'of %s exist',
    (_, expr) => {
      expect(readSeries(expr).filter(name => !known.has(name))).toEqual([]);
    },
  );
});

/**
 * Of Istio: the standard metrics (docs/reference/config/metrics; ztunnel's src/proxy/metrics.rs has the connections alone), and
 * istiod's own (istio/istio 1.31.0-rc.0 pilot/pkg/xds/monitoring.go, security/pkg/server/ca/monitoring.go).
 */
const istio = [
  'citadel_server_root_cert_expiry_seconds',
  'istio_request_duration_milliseconds_bucket',
  'istio_requests_total',
  'istio_tcp_connections_opened_total',
  'pilot_xds',
];

describe('the series of dashboards', () => {
  const known = new Set([
    'ALERTS',
    ...sidecar,
    ...recorded,
    ...kubernetes,
    ...ofValues,
    ...istio,
  ]);

  it.each(readDashboards().map(file => [file.file, file]))(
    'of %s are recorded, or the same for every client',
    (_, file) => {
      expect(
        queriesOf(file)
          .flatMap(readSeries)
          .filter(name => !known.has(name)),
      ).toEqual([]);
    },
  );

  it('exist for the variables', () => {
    const choices = readDashboards().flatMap(({ parts }) =>
      parts.templating.list.filter(({ type }) => type === 'query'),
    );
    for (const { query = '' } of choices) {
      expect(query).toMatch(
        /^label_values\(eth(_node_ready[{,]|:price, currency)/,
      );
    }
  });
});

describe('the kept series of a proxy', () => {
  const monitors = readFileSync(
    join(__dirname, '../../../charts/platform/templates/_mesh.tpl'),
    'utf8',
  );
  const kept = new RegExp(`^(${/^ {2}keep: (\S+)$/m.exec(monitors)?.[1]})$`);

  it('are the series of the mesh dashboard', () => {
    const read = readDashboards()
      .filter(({ file }) => file === 'mesh.json')
      .flatMap(queriesOf)
      .flatMap(readSeries)
      .filter(name => name.startsWith('istio_'));
    expect(read).not.toEqual([]);
    expect(read.filter(name => !kept.test(name))).toEqual([]);
    expect(kept.test('envoy_cluster_upstream_cx_total')).toBe(false);
  });
});

describe("the clients' own heads", () => {
  const heads = rules.find(({ record }) => record === 'eth:client_head:max');
  const read = readSeries(heads?.expr ?? '');

  it('are exported by geth and Lodestar', () => {
    expect(exportedBy('geth')).toContain('chain_head_block');
    expect(exportedBy('lodestar')).toContain('beacon_head_slot');
  });

  it('have one name for each execution client, and one for the consensus layer', () => {
    expect(read).toEqual([
      'ethereum_blockchain_height',
      'sync',
      'chain_head_block',
      'nethermind_blocks',
      'reth_blockchain_tree_canonical_chain_height',
      'beacon_head_slot',
    ]);
  });
});

describe('the execution clients of the chart', () => {
  const expression =
    rules.find(({ record }) => record === 'eth:client_head:max')?.expr ?? '';

  it.each(Object.keys(executionClients))('have the head of %s', client => {
    expect(expression).toContain(`client="${client}"`);
  });
});

describe('each series of the sidecar', () => {
  it('is read by a rule, or listed here with the reason', () => {
    const read = new Set(rules.flatMap(({ expr }) => readSeries(expr)));
    expect(sidecar.filter(name => !read.has(name))).toEqual([
      // How fast a node syncs decides its state, and alerts are on states.
      'eth_node_sync_rate',
      // The bound is the judge's, and alerts are on what it says: eth_node_finalizing.
      'eth_node_finality_distance_epochs',
      // For people who ask why a node began where it did; the alert is on the quorum.
      'eth_node_checkpoint_slot',
      'eth_node_checkpoint_source',
      'eth_node_checkpoint_sent_bytes',
      // For people: the dashboard of snapshots.
      'eth_snapshot_verified_timestamp_seconds',
      'eth_snapshot_block_number',
      'eth_snapshot_size_bytes',
      'eth_snapshot_new_bytes',
      'eth_snapshot_run_timestamp_seconds',
      // Former name, exported until 0.3.0: docs/upgrading.md.
      'eth_snapshot_run_failures',
      'eth_snapshot_run_info',
      'eth_snapshot_run_duration_seconds',
    ]);
  });
});

function exportedBy(client: string): string[] {
  const recording = readFileSync(
    join(__dirname, '__fixtures__', `${client}.prom`),
    'utf8',
  );
  return [...recording.matchAll(/^# TYPE (\S+) /gm)].flatMap(
    ([, name]) => name ?? [],
  );
}
