import { chosen, dashboard, type Choice } from './dashboard';
import { bands, lines, number } from './panels';
import { readiness, stateNames, stateNumber } from './states';

const choices: Choice[] = [
  { label: 'network', many: false },
  { label: 'namespace', many: false },
  { label: 'node', many: false },
];
const it = chosen(choices);

/** One node: its verdict, and the evidence by client. */
export const node = dashboard({
  uid: 'nodeyard-node',
  title: 'Ethereum / Node',
  description: 'Verdict and evidence of node-health for one node.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Verdict',
      panels: [
        bands(
          {
            title: 'Node state',
            description: 'Runbooks: docs/runbooks/node-states.md.',
            span: 12,
          },
          { expr: stateNumber(it, 'node'), legend: '{{node}}' },
          stateNames,
        ),
        bands(
          {
            title: 'Readiness',
            description:
              'Whether the node receives requests from callers, after hysteresis.',
            span: 12,
          },
          { expr: `max by (node) (eth_node_ready{${it}})`, legend: '{{node}}' },
          readiness,
        ),
        number(
          {
            title: 'Head age',
            description: 'A node is ready up to a head age of four slots.',
            unit: 's',
            span: 6,
          },
          { expr: `max(eth_node_head_age_seconds{${it}})` },
        ),
        number(
          {
            title: 'Lag behind the best node (blocks)',
            description: 'Best node of the same network.',
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
            title: 'Data volume usage',
            description: 'Used share.',
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
              'No data if no fork is scheduled. Red below two days: check that both clients support it.',
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
            title: 'Head block number',
            description:
              'As probed by node-health and as exported by the execution client. If the lines diverge, one of the two is wrong.',
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
              'Seconds of chain time per second: 1 follows the network, 0 is a stall, 60 is one minute of chain time per second.',
            span: 8,
          },
          { expr: `max(eth_node_sync_rate{${it}})`, legend: 'sync rate' },
        ),
        lines(
          {
            title: 'Sync distance (slots)',
            description:
              'As reported by the consensus client. Up to four slots are normal.',
            span: 8,
          },
          {
            expr: `max(eth_node_cl_sync_distance{${it}})`,
            legend: 'sync distance',
          },
        ),
        lines(
          {
            title: 'Engine API status',
            description:
              'Optimistic: the execution client has not verified the head yet. Offline: the Engine API does not respond.',
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
      title: 'Peers, probes, disk and forks',
      panels: [
        lines(
          {
            title: 'Peers',
            description: 'Connected peers of each client.',
            span: 8,
          },
          {
            expr: `max by (layer) (eth_node_peers{${it}})`,
            legend: '{{layer}}',
          },
        ),
        lines(
          {
            title: 'Probe duration',
            description:
              'Duration of the newest probe of each client; a gap is a failed probe.',
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
            description: 'By client and reason. Probes run every five seconds.',
            span: 8,
          },
          {
            expr: `sum by (layer, reason) (rate(eth_node_probe_failures_total{${it}}[5m])) > 0`,
            legend: '{{layer}} {{reason}}',
          },
        ),
        lines(
          {
            title: 'Data volume (used and total)',
            description: 'Used bytes, and size of the file system.',
            unit: 'bytes',
            span: 12,
          },
          { expr: `max(eth_node_disk_used_bytes{${it}})`, legend: 'used' },
          { expr: `max(eth_node_disk_total_bytes{${it}})`, legend: 'size' },
        ),
        lines(
          {
            title: 'Finality distance (epochs)',
            description:
              'From the finalized to the current epoch: 2 to 3 are normal, more than 4 are not.',
            span: 12,
          },
          {
            expr: `max(eth_node_finality_distance_epochs{${it}})`,
            legend: 'epochs',
          },
        ),
        bands(
          {
            title: 'Fork readiness',
            description:
              'Whether both clients support the next fork; no data if unknown.',
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
