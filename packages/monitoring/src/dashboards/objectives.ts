import { chosen, dashboard, type Choice } from './dashboard';
import { gatewaySection } from './gateway';
import { bands, lines, number } from './panels';
import { readiness } from './states';

const choices: Choice[] = [{ label: 'network', many: true }];
const those = chosen(choices);

/** Part of the time in which no node of a network may be usable: the objective is 99.5 % over 30 days. */
const BUDGET = 0.005;

/** Objectives of callers: a ready node, and its response time. */
export const objectives = dashboard({
  uid: 'nodeyard-objectives',
  title: 'Ethereum / Service level objectives',
  description:
    'Freshness and availability for the callers of a network. Response times are those of six cheap calls of the sidecar, inside the pod.',
  from: 'now-24h',
  choices,
  sections: [
    {
      title: 'Freshness SLO: at least one ready node for 99.5 % of 30 days',
      panels: [
        number(
          {
            title: 'Freshness over 30 days',
            description: 'Worst of the selected networks.',
            unit: 'percentunit',
            span: 8,
            steps: [
              { from: null, color: 'red' },
              { from: 1 - BUDGET, color: 'green' },
            ],
          },
          {
            expr: `min(avg_over_time(eth:network_usable:bool{${those}}[30d]))`,
          },
        ),
        number(
          {
            title: 'Error budget remaining',
            description: 'Below 0 %, the objective is missed.',
            unit: 'percentunit',
            span: 8,
            steps: [
              { from: null, color: 'red' },
              { from: 0, color: 'orange' },
              { from: 0.25, color: 'green' },
            ],
          },
          {
            expr: `1 - (1 - min(avg_over_time(eth:network_usable:bool{${those}}[30d]))) / ${BUDGET}`,
          },
        ),
        number(
          {
            title: 'Burn rate (1 h)',
            description:
              'A rate of 1 exhausts the error budget in exactly 30 days. A critical alert fires above 14.4 over both one hour and five minutes.',
            span: 8,
            steps: [
              { from: null, color: 'green' },
              { from: 6, color: 'orange' },
              { from: 14.4, color: 'red' },
            ],
          },
          { expr: `max(eth:network_unusable:ratio_1h{${those}}) / ${BUDGET}` },
        ),
        lines(
          {
            title: 'Burn rate',
            description: 'Alerts combine a short and a long window.',
            span: 12,
          },
          ...['5m', '30m', '1h', '6h'].map(window => ({
            expr: `eth:network_unusable:ratio_${window}{${those}} / ${BUDGET}`,
            legend: `{{network}} ${window}`,
          })),
        ),
        lines(
          {
            title: 'Ready nodes',
            description:
              'With one ready node left, the next failure is an outage.',
            span: 12,
          },
          {
            expr: `eth:network_ready_nodes:sum{${those}}`,
            legend: '{{network}}',
          },
        ),
        bands(
          {
            title: 'At least one node ready',
            description: 'Whether the network had a ready node.',
            span: 24,
          },
          {
            expr: `eth:network_usable:bool{${those}}`,
            legend: '{{network}}',
          },
          readiness,
        ),
      ],
    },
    gatewaySection(those),
    {
      title: 'Execution clients',
      panels: [
        lines(
          {
            title: 'Response time of the slowest node',
            description: 'An alert fires above two seconds for ten minutes.',
            unit: 's',
            span: 12,
          },
          {
            expr: `max by (network) (eth_node_probe_duration_seconds{${those}, layer="execution"})`,
            legend: '{{network}} slowest',
          },
          {
            expr: `quantile by (network) (0.5, eth_node_probe_duration_seconds{${those}, layer="execution"})`,
            legend: '{{network}} median',
          },
        ),
        lines(
          {
            title: 'Failed probes per second',
            description: 'By reason, summed over all nodes of a network.',
            span: 12,
          },
          {
            expr: `sum by (network, reason) (rate(eth_node_probe_failures_total{${those}, layer="execution"}[5m])) > 0`,
            legend: '{{network}} {{reason}}',
          },
        ),
      ],
    },
  ],
});
