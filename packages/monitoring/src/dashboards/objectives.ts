import { chosen, dashboard, type Choice } from './dashboard';
import { gatewaySection } from './gateway';
import { bands, lines, number } from './panels';
import { readiness } from './states';

const choices: Choice[] = [{ label: 'network', many: true }];
const those = chosen(choices);

/** Part of the time in which no node of a network may be usable: the objective is 99.5 % over 30 days. */
const BUDGET = 0.005;

/** What callers get: whether a usable node was there, and how fast it answered. */
export const objectives = dashboard({
  uid: 'nodeyard-objectives',
  title: 'Ethereum / RPC and objectives',
  description:
    'Freshness as callers of a network have it. Answers are timed by the sidecar: six trivial calls from inside of the pod.',
  from: 'now-24h',
  choices,
  sections: [
    {
      title: 'Freshness: at least one usable node for 99.5 % of 30 days',
      panels: [
        number(
          {
            title: 'Reached in 30 days',
            description: 'Of the worst of the chosen networks.',
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
            title: 'Budget that is left',
            description: 'Below 0 the objective is missed.',
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
            title: 'Burn rate, last hour',
            description:
              '1 uses up the budget in exactly 30 days. Above 14.4, in the last five minutes as well, is a critical alert.',
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
            description: 'Alerts look at a short and a long window together.',
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
              'With one left, the next fault takes the network away.',
            span: 12,
          },
          {
            expr: `eth:network_ready_nodes:sum{${those}}`,
            legend: '{{network}}',
          },
        ),
        bands(
          {
            title: 'Usable',
            description: 'Whether at least one node was ready.',
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
      title: 'Answers of the execution clients',
      panels: [
        lines(
          {
            title: 'Slowest node',
            description: 'Above two seconds for ten minutes is an alert.',
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
            description: 'By reason, over all nodes of a network.',
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
