import { chosen, dashboard, type Choice } from './dashboard';
import { bars, lines, number, rows } from './panels';

const choices: Choice[] = [
  { label: 'network', many: true },
  { label: 'namespace', many: true },
  { label: 'node', many: true },
];
const those = chosen(choices);

/** The last value of a node: it has no series while it is down for the next snapshot. */
const last = (name: string) =>
  `max by (namespace, network, node) (last_over_time(${name}{${those}}[6h]))`;

/** Restorable snapshots, their age, and the cost of taking them. */
export const snapshots = dashboard({
  uid: 'nodeyard-snapshots',
  title: 'Ethereum / Snapshots',
  description:
    'Verified snapshots only: a client of the same version has started from a restored copy. The sidecar of each node exports the figures.',
  from: 'now-7d',
  choices,
  sections: [
    {
      title: 'Restorable snapshots',
      panels: [
        number(
          {
            title: 'Maximum snapshot age',
            description:
              'Age of the newest verified snapshot, as a share of the age that its schedule allows; the highest of all nodes. An alert fires above 100 %.',
            unit: 'percentunit',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 0.8, color: 'orange' },
              { from: 1, color: 'red' },
            ],
          },
          {
            expr: `max(eth:snapshot_age_seconds:max{${those}} / eth:snapshot_stale_after_seconds:max{${those}})`,
          },
        ),
        number(
          {
            title: 'Nodes with a snapshot',
            description: 'Nodes with at least one verified snapshot.',
            span: 6,
          },
          { expr: `count(eth:snapshot_age_seconds:max{${those}})` },
        ),
        number(
          {
            title: 'Nodes with a failed run',
            description:
              'Nodes whose newest run ended without a verified snapshot.',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 1, color: 'orange' },
              { from: 2, color: 'red' },
            ],
          },
          {
            expr: `count(${last(
              'eth_snapshot_consecutive_failures',
            )} > 0) or vector(0)`,
          },
        ),
        number(
          {
            title: 'Total size of datadirs',
            description:
              'Sum of the newest verified snapshots. The store needs less, because chunks are deduplicated and compressed.',
            unit: 'bytes',
            span: 6,
          },
          { expr: `sum(${last('eth_snapshot_size_bytes')})` },
        ),
        lines(
          {
            title: 'Age of the newest verified snapshot',
            description: 'Drops with each successful run.',
            unit: 's',
            span: 12,
          },
          {
            expr: `eth:snapshot_age_seconds:max{${those}}`,
            legend: '{{node}}',
          },
        ),
        lines(
          {
            title: 'Lag of the newest snapshot (blocks)',
            description: 'Blocks that a node restored now has to catch up.',
            span: 12,
          },
          {
            expr: `max by (namespace, network, node) (eth_node_head_number{${those}}) - ${last(
              'eth_snapshot_block_number',
            )}`,
            legend: '{{node}}',
          },
        ),
      ],
    },
    {
      title: 'Runs',
      panels: [
        rows(
          {
            title: 'Newest run',
            description:
              'Result of the newest run of each node, as explained in docs/snapshots/reference.md.',
            span: 12,
          },
          {
            expr: `max by (network, node, result) (last_over_time(eth_snapshot_run_info{${those}}[6h]))`,
          },
          { network: 'Network', node: 'Node', result: 'Result' },
        ),
        lines(
          {
            title: 'Consecutive failures',
            description: 'An alert fires at two.',
            span: 12,
          },
          {
            expr: last('eth_snapshot_consecutive_failures'),
            legend: '{{node}}',
          },
        ),
        lines(
          {
            title: 'Phase duration',
            description:
              'Newest run. The node is down from "quiesce" to "resume".',
            unit: 's',
            span: 12,
          },
          {
            expr: `max by (network, node, phase) (eth_snapshot_run_duration_seconds{${those}})`,
            legend: '{{node}} {{phase}}',
          },
        ),
        lines(
          {
            title: 'Time since the newest run',
            description:
              'With any result. Grows while the CronJob is suspended.',
            unit: 's',
            span: 12,
          },
          {
            expr: `time() - ${last('eth_snapshot_run_timestamp_seconds')}`,
            legend: '{{node}}',
          },
        ),
      ],
    },
    {
      title: 'Cost of a snapshot',
      panels: [
        lines(
          {
            title: 'Downtime per snapshot',
            description: 'An alert fires above one hour.',
            unit: 's',
            span: 8,
          },
          { expr: last('eth_snapshot_downtime_seconds'), legend: '{{node}}' },
        ),
        lines(
          {
            title: 'Bytes added to the store',
            description: 'By the newest verified snapshot.',
            unit: 'bytes',
            span: 8,
          },
          { expr: last('eth_snapshot_new_bytes'), legend: '{{node}}' },
        ),
        bars(
          {
            title: 'Share of new data',
            description:
              'Share of the datadir that was new to the store: near 100 % for a first snapshot, a few percent for later ones.',
            unit: 'percentunit',
            span: 8,
          },
          {
            expr: `${last('eth_snapshot_new_bytes')} / ${last(
              'eth_snapshot_size_bytes',
            )}`,
            legend: '{{node}}',
          },
        ),
        lines(
          {
            title: 'Time from stop to verification',
            description:
              'Upload, restore and boot. Until then, the new snapshot is not available.',
            unit: 's',
            span: 12,
          },
          {
            expr: `${last('eth_snapshot_verified_timestamp_seconds')} - ${last(
              'eth_snapshot_taken_timestamp_seconds',
            )}`,
            legend: '{{node}}',
          },
        ),
      ],
    },
  ],
});
