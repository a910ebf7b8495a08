import { chosen, dashboard, type Choice } from './dashboard';
import { bands, bars, lines, number, rows } from './panels';
import { stateNames, stateNumber } from './states';

const choices: Choice[] = [{ label: 'network', many: true }];
const those = chosen(choices);

/** All nodes of the chosen networks: who is well, who is not, and what they have in common. */
export const fleet = dashboard({
  uid: 'nodeyard-fleet',
  title: 'Ethereum / Fleet',
  description: 'Every node that a node-health sidecar watches.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Now',
      panels: [
        number(
          { title: 'Nodes', description: 'Nodes that are watched.', span: 6 },
          { expr: `sum(eth:network_nodes:count{${those}})` },
        ),
        number(
          {
            title: 'Ready',
            description: 'Nodes that callers may use.',
            span: 6,
            steps: [
              { from: null, color: 'red' },
              { from: 1, color: 'green' },
            ],
          },
          { expr: `sum(eth:network_ready_nodes:sum{${those}})` },
        ),
        number(
          {
            title: 'Farthest behind',
            description:
              'Blocks between our best node of a network and its slowest. Above 5 for five minutes is an alert.',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 6, color: 'orange' },
              { from: 51, color: 'red' },
            ],
          },
          { expr: `max(eth:node_lag_blocks{${those}})` },
        ),
        number(
          {
            title: 'Firing alerts',
            description: 'Of all severities; some are of no single network.',
            span: 6,
            steps: [
              { from: null, color: 'green' },
              { from: 1, color: 'orange' },
            ],
          },
          {
            expr: 'count(ALERTS{alertname=~"Eth.+", alertstate="firing"}) or vector(0)',
          },
        ),
      ],
    },
    {
      title: 'Nodes',
      panels: [
        bands(
          {
            title: 'State',
            description:
              'What node-health concludes from both clients of each node. The runbook of each state is in docs/runbooks/node-states.md.',
            span: 24,
          },
          {
            expr: stateNumber(those, 'namespace, network, node'),
            legend: '{{network}} {{node}}',
          },
          stateNames,
        ),
        rows(
          {
            title: 'Clients',
            description: 'Names and versions, as the clients report them.',
            span: 16,
          },
          {
            expr: `max by (namespace, network, node, execution_client, execution_version, consensus_client, consensus_version) (eth_node_info{${those}})`,
          },
          {
            network: 'Network',
            namespace: 'Namespace',
            node: 'Node',
            execution_client: 'Execution',
            execution_version: 'Version',
            consensus_client: 'Consensus',
            consensus_version: 'Version ',
          },
        ),
        bars(
          {
            title: 'Share of each execution client',
            description:
              'Above two thirds, one fault of that client takes most of our nodes.',
            unit: 'percentunit',
            span: 8,
            steps: [
              { from: null, color: 'green' },
              { from: 0.66, color: 'orange' },
            ],
          },
          {
            expr: `eth:execution_client_share:ratio{${those}}`,
            legend: '{{network}} {{execution_client}}',
          },
        ),
      ],
    },
    {
      title: 'Compared',
      panels: [
        lines(
          {
            title: 'Blocks behind our best node',
            description: 'The best node of a network has 0.',
            span: 12,
          },
          {
            expr: `eth:node_lag_blocks{${those}}`,
            legend: '{{network}} {{node}}',
          },
        ),
        lines(
          {
            title: 'Age of the head',
            description:
              'A missed slot is normal. All nodes of a network old at once: the network itself stands still.',
            unit: 's',
            span: 12,
          },
          {
            expr: `max by (namespace, network, node) (eth_node_head_age_seconds{${those}})`,
            legend: '{{network}} {{node}}',
          },
        ),
        lines(
          {
            title: 'Peers',
            description: 'Fewest of the two layers of each node.',
            span: 12,
          },
          {
            expr: `min by (namespace, network, node) (eth_node_peers{${those}})`,
            legend: '{{network}} {{node}}',
          },
        ),
        bars(
          {
            title: 'Data volumes',
            description:
              'Used part. Above 92 % clients stop, or damage their database.',
            unit: 'percentunit',
            span: 12,
            steps: [
              { from: null, color: 'green' },
              { from: 0.7, color: 'orange' },
              { from: 0.92, color: 'red' },
            ],
          },
          {
            expr: `max by (namespace, network, node) (eth:node_disk_used:ratio{${those}})`,
            legend: '{{network}} {{node}}',
          },
        ),
      ],
    },
  ],
});
