import { chosen, dashboard, type Choice } from './dashboard';
import { bands, bars, lines, number, rows } from './panels';
import { stateNames, stateNumber } from './states';

const choices: Choice[] = [{ label: 'network', many: true }];
const those = chosen(choices);

/** All nodes of the selected networks, compared. */
export const fleet = dashboard({
  uid: 'nodeyard-fleet',
  title: 'Ethereum / Fleet',
  description: 'All nodes with a node-health sidecar.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Overview',
      panels: [
        number(
          { title: 'Nodes', description: 'Monitored nodes.', span: 6 },
          { expr: `sum(eth:network_nodes:count{${those}})` },
        ),
        number(
          {
            title: 'Ready nodes',
            description: 'Nodes that receive requests from callers.',
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
            title: 'Maximum lag (blocks)',
            description:
              'Lag of the slowest node behind the best node of its network. An alert fires above 5 blocks for five minutes.',
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
            description:
              'All severities, including alerts without a network label.',
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
            title: 'Node state',
            description:
              'Verdict of node-health from both clients of each node. Runbooks: docs/runbooks/node-states.md.',
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
            title: 'Client versions',
            description: 'As reported by the clients.',
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
            title: 'Execution client diversity',
            description:
              'Share of nodes per execution client. Above two thirds, a bug in that client affects most nodes.',
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
      title: 'Comparison',
      panels: [
        lines(
          {
            title: 'Lag behind the best node (blocks)',
            description: 'The best node of each network is at 0.',
            span: 12,
          },
          {
            expr: `eth:node_lag_blocks{${those}}`,
            legend: '{{network}} {{node}}',
          },
        ),
        lines(
          {
            title: 'Head age',
            description:
              'A missed slot is normal. If the head age of all nodes of a network rises, the network itself has stalled.',
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
            description: 'Lower peer count of the two clients of each node.',
            span: 12,
          },
          {
            expr: `min by (namespace, network, node) (eth_node_peers{${those}})`,
            legend: '{{network}} {{node}}',
          },
        ),
        bars(
          {
            title: 'Data volume usage',
            description:
              'Used share. Above 92 %, clients stop or corrupt their databases.',
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
