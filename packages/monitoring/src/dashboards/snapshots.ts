import { chosen, dashboard, type Choice } from './dashboard';
import { bars, lines, number, rows } from './panels';

const choices: Choice[] = [
  { label: 'network', many: true },
  { label: 'namespace', many: true },
  { label: 'node', many: true },
];
const those = chosen(choices);

/** A node has no series while it is down for the next snapshot: what was last known counts. */
const last = (name: string) =>
  `max by (namespace, network, node) (last_over_time(${name}{${those}}[6h]))`;

/** What could be restored, how old it is, and what taking it cost the node. */
export const snapshots = dashboard({
  uid: 'nodeyard-snapshots',
  title: 'Ethereum / Snapshots',
  description:
    'Only verified snapshots count: a client of the same version has started from a copy. Figures come from the sidecar of the node that they are of.',
  from: 'now-7d',
  choices,
  sections: [
    {
      title: 'What could be restored now',
      panels: [
        number(
          {
            title: 'Oldest',
            description:
              'Age of the newest verified snapshot, as a share of the age that its schedule allows, of the node where that is highest. Above 100 % is an alert.',
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
            description: 'Nodes that have at least one verified snapshot.',
            span: 6,
          },
          { expr: `count(eth:snapshot_age_seconds:max{${those}})` },
        ),
        number(
          {
            title: 'Nodes that fail',
            description: 'Their newest run ended without a verified snapshot.',
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
            title: 'Datadirs together',
            description:
              'Sum of the newest verified snapshots; the store needs less, because equal chunks are kept once and compressed.',
            unit: 'bytes',
            span: 6,
          },
          { expr: `sum(${last('eth_snapshot_size_bytes')})` },
        ),
        lines(
          {
            title: 'Age of the newest verified snapshot',
            description: 'Falls with each one that succeeds.',
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
            title: 'Blocks behind the head',
            description:
              'What a node that is restored now would have to catch up.',
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
      title: 'How the runs went',
      panels: [
        rows(
          {
            title: 'Newest run',
            description:
              'How it ended; docs/snapshots/reference.md explains each.',
            span: 12,
          },
          {
            expr: `max by (network, node, result) (last_over_time(eth_snapshot_run_info{${those}}[6h]))`,
          },
          { network: 'Network', node: 'Node', result: 'Result' },
        ),
        lines(
          {
            title: 'Failures in a row',
            description: 'Two are an alert.',
            span: 12,
          },
          {
            expr: last('eth_snapshot_consecutive_failures'),
            legend: '{{node}}',
          },
        ),
        lines(
          {
            title: 'Seconds of each phase',
            description:
              'Of the newest run. The node is down from "quiesce" to "resume".',
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
              'However it ended. A CronJob that is suspended has none.',
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
      title: 'What they cost',
      panels: [
        lines(
          {
            title: 'Down for a snapshot',
            description: 'Above an hour is an alert.',
            unit: 's',
            span: 8,
          },
          { expr: last('eth_snapshot_downtime_seconds'), legend: '{{node}}' },
        ),
        lines(
          {
            title: 'New bytes in the store',
            description: 'What the newest verified snapshot added.',
            unit: 'bytes',
            span: 8,
          },
          { expr: last('eth_snapshot_new_bytes'), legend: '{{node}}' },
        ),
        bars(
          {
            title: 'New part',
            description:
              'Share of the datadir that was new to the store: near 1 for a first snapshot, a few percent for the next ones.',
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
            title: 'From the stop to the verification',
            description:
              'Upload, restore and boot together: how long a fresh snapshot is not yet to be had.',
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
