import { chosen, dashboard, type Choice } from './dashboard';
import { bands, lines, number } from './panels';
import { readiness, stateNames, stateNumber } from './states';

const choices: Choice[] = [
  { label: 'network', many: false },
  { label: 'namespace', many: false },
  { label: 'node', many: false },
];
const it = chosen(choices);

/** One node: what it is judged by, layer by layer. */
export const node = dashboard({
  uid: 'nodeyard-node',
  title: 'Ethereum / Node',
  description: 'What node-health sees of one pair of clients.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Verdict',
      panels: [
        bands(
          {
            title: 'State',
            description:
              'The runbook of each state is in docs/runbooks/node-states.md.',
            span: 12,
          },
          { expr: stateNumber(it, 'node'), legend: '{{node}}' },
          stateNames,
        ),
        bands(
          {
            title: 'Ready',
            description: 'Whether callers are sent to it, after hysteresis.',
            span: 12,
          },
          { expr: `max by (node) (eth_node_ready{${it}})`, legend: '{{node}}' },
          readiness,
        ),
        number(
          {
            title: 'Age of the head',
            description: 'Ready as long as it is at most four slots.',
            unit: 's',
            span: 6,
          },
          { expr: `max(eth_node_head_age_seconds{${it}})` },
        ),
        number(
          {
            title: 'Blocks behind our best node',
            description: 'Of the same network.',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 6, color: 'orange' },
              { from: 51, color: 'red' },
            ],
          },
          { expr: `max(eth:node_lag_blocks{${it}})` },
        ),
        number(
          {
            title: 'Data volume',
            description: 'Used part.',
            unit: 'percentunit',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 0.7, color: 'orange' },
              { from: 0.92, color: 'red' },
            ],
          },
          { expr: `max(eth:node_disk_used:ratio{${it}})` },
        ),
        number(
          {
            title: 'Next fork in',
            description:
              'Empty when none is scheduled. Red below two days: look whether both clients know it.',
            unit: 's',
            span: 6,
            steps: [
              { from: null, color: 'red' },
              { from: 2 * 86_400, color: 'orange' },
              { from: 14 * 86_400, color: 'green' },
            ],
          },
          {
            expr: `min(eth_node_next_fork_timestamp_seconds{${it}}) - time()`,
          },
        ),
      ],
    },
    {
      title: 'Head',
      panels: [
        lines(
          {
            title: 'Block number',
            description:
              'As node-health reads it, and as the execution client exports it. Two lines mean that one of them is wrong.',
            unit: 'none',
            span: 8,
          },
          { expr: `max(eth_node_head_number{${it}})`, legend: 'node-health' },
          {
            expr: `max(eth:client_head:max{${it}, job="ethereum-execution"})`,
            legend: 'client',
          },
        ),
        lines(
          {
            title: 'Sync rate',
            description:
              'Chain seconds gained per second: 1 follows the network, 0 stands still, 60 catches up a minute per second.',
            span: 8,
          },
          { expr: `max(eth_node_sync_rate{${it}})`, legend: 'sync rate' },
        ),
        lines(
          {
            title: 'Slots behind, consensus layer',
            description: 'As the consensus client says. Up to four are normal.',
            span: 8,
          },
          {
            expr: `max(eth_node_cl_sync_distance{${it}})`,
            legend: 'sync distance',
          },
        ),
        lines(
          {
            title: 'Between the layers',
            description:
              'Optimistic: the execution client has yet to verify the head. Offline: the Engine API does not answer.',
            span: 12,
          },
          {
            expr: `max(eth_node_cl_optimistic{${it}})`,
            legend: 'optimistic',
          },
          {
            expr: `max(eth_node_cl_el_offline{${it}})`,
            legend: 'execution offline',
          },
        ),
      ],
    },
    {
      title: 'Around it',
      panels: [
        lines(
          {
            title: 'Peers',
            description: 'Connected peers of each layer.',
            span: 8,
          },
          {
            expr: `max by (layer) (eth_node_peers{${it}})`,
            legend: '{{layer}}',
          },
        ),
        lines(
          {
            title: 'Probe',
            description:
              'How long the newest probe of each layer took; a gap is a probe that failed.',
            unit: 's',
            span: 8,
          },
          {
            expr: `max by (layer) (eth_node_probe_duration_seconds{${it}})`,
            legend: '{{layer}}',
          },
        ),
        lines(
          {
            title: 'Failed probes per second',
            description:
              'By layer and reason. One probe runs every five seconds.',
            span: 8,
          },
          {
            expr: `sum by (layer, reason) (rate(eth_node_probe_failures_total{${it}}[5m])) > 0`,
            legend: '{{layer}} {{reason}}',
          },
        ),
        lines(
          {
            title: 'Data volume',
            description: 'Bytes in use, and the size of the file system.',
            unit: 'bytes',
            span: 12,
          },
          { expr: `max(eth_node_disk_used_bytes{${it}})`, legend: 'used' },
          { expr: `max(eth_node_disk_total_bytes{${it}})`, legend: 'size' },
        ),
        lines(
          {
            title: 'Epochs to finality',
            description:
              'From the finalized epoch to the present one: 2 to 3 are normal, more than 4 are not.',
            span: 12,
          },
          {
            expr: `max(eth_node_finality_distance_epochs{${it}})`,
            legend: 'epochs',
          },
        ),
        bands(
          {
            title: 'Knows the next fork',
            description:
              'Whether both clients are ready for the fork; empty if unknown.',
            span: 12,
          },
          {
            expr: `min by (fork) (eth_node_fork_ready{${it}})`,
            legend: '{{fork}}',
          },
          readiness,
        ),
      ],
    },
  ],
});
