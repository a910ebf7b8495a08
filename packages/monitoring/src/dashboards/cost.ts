import { chosen, dashboard, type Choice } from './dashboard';
import { AMOUNT, bars, lines, money } from './panels';

const choices: Choice[] = [{ label: 'namespace', many: true }];
const those = chosen(choices);

const HOURS = 730;
const GIB = 1024 ** 3;
const MONTH_SECONDS = HOURS * 3600;

/** Series that the chart derives from monitoring.cost.prices. */
const price = (resource: string) =>
  `scalar(max(eth:price{resource="${resource}"}))`;

/** Joins pods to nodes by the series of the sidecar, which excludes other pods of the namespace. */
const ofNodes = `on (namespace, pod) group_left (network, node) group by (namespace, pod, network, node) (eth_node_ready{${those}})`;
const CLAIMS_OF_PODS =
  'on (namespace, persistentvolumeclaim) group_left (pod) group by (namespace, pod, persistentvolumeclaim) (kube_pod_spec_volumes_persistentvolumeclaims_info)';

/** kube-state-metrics exports the native sidecar, an init container, as a series of its own. */
const requested = (resource: string) =>
  `sum by (namespace, pod) (kube_pod_container_resource_requests{resource="${resource}", ${those}} or kube_pod_init_container_resource_requests{container="node-health", resource="${resource}", ${those}})`;
const cores = `${requested('cpu')} * ${ofNodes}`;
const memory = `${requested('memory')} * ${ofNodes}`;
const disk = `sum by (namespace, pod) (eth:claim_cost:month{${those}} * ${CLAIMS_OF_PODS}) * ${ofNodes}`;
// Series of a pod's network have no container label. Traffic inside the cluster is included: no series distinguishes it.
const sent = `sum by (namespace, pod) (rate(container_network_transmit_bytes_total{${those}}[1h])) * ${ofNodes}`;

const perMonth = {
  cpu: (by: string) => `sum${by} (${cores}) * ${HOURS} * ${price('cpu')}`,
  memory: (by: string) =>
    `sum${by} (${memory}) / ${GIB} * ${HOURS} * ${price('memory')}`,
  disk: (by: string) => `sum${by} (${disk})`,
  traffic: (by: string) =>
    `sum${by} (${sent}) / ${GIB} * ${MONTH_SECONDS} * ${price('traffic')}`,
};
const EACH_NODE = ' by (network, node)';

/** Monthly cost of teams and nodes at the prices of monitoring.cost, and utilisation. */
export const cost = dashboard({
  uid: 'nodeyard-cost',
  title: 'Ethereum / Cost',
  description:
    'Estimated cost: resource requests at the prices in monitoring.cost. Requires metrics of kube-state-metrics and the kubelet.',
  from: 'now-7d',
  choices,
  shown: [{ name: 'currency', series: 'eth:price' }],
  sections: [
    {
      title: 'Cost per team ($currency per month)',
      panels: [
        lines(
          {
            title: 'Monthly cost by team',
            description:
              'All requests of the namespaces of a team, including volumes that no node uses any more. Not filtered by namespace.',
            unit: AMOUNT,
            span: 12,
          },
          { expr: 'eth:team_cost:month', legend: '{{team}}' },
          { expr: 'eth:team_budget:month', legend: 'budget of {{team}}' },
        ),
        bars(
          {
            unit: 'percentunit',
            title: 'Budget used',
            description:
              'Teams with a budget only. EthTeamOverBudget fires above 100 % for an hour.',
            span: 12,
          },
          {
            expr: 'eth:team_cost:month / on (team, currency) eth:team_budget:month',
            legend: '{{team}}',
          },
        ),
      ],
    },
    {
      title: 'Cost of all nodes ($currency per month)',
      panels: [
        money(
          {
            title: 'CPU',
            description: 'CPU requests of the pods of nodes.',
            span: 6,
          },
          { expr: perMonth.cpu('') },
        ),
        money(
          {
            title: 'Memory utilisation',
            description: 'Memory requests of the pods of nodes.',
            span: 6,
          },
          { expr: perMonth.memory('') },
        ),
        money(
          {
            title: 'Storage',
            description:
              'Volumes of the pods of nodes, at their current capacity.',
            span: 6,
          },
          { expr: perMonth.disk('') },
        ),
        money(
          {
            title: 'Egress traffic',
            description:
              'Egress of the last hour, extrapolated to a month. Requires a price for traffic. Includes traffic inside the cluster, which most clouds do not charge.',
            span: 6,
          },
          { expr: perMonth.traffic('') },
        ),
      ],
    },
    {
      title: 'Cost per node ($currency per month)',
      panels: [
        lines(
          {
            title: 'CPU and memory',
            description: 'Requests of each node.',
            unit: AMOUNT,
            span: 12,
          },
          {
            expr: `${perMonth.cpu(EACH_NODE)} + ${perMonth.memory(EACH_NODE)}`,
            legend: '{{network}} {{node}}',
          },
        ),
        lines(
          {
            title: 'Storage',
            description: 'A step is a volume expansion.',
            unit: AMOUNT,
            span: 12,
          },
          { expr: perMonth.disk(EACH_NODE), legend: '{{network}} {{node}}' },
        ),
      ],
    },
    {
      title: 'Utilisation',
      panels: [
        bars(
          {
            unit: 'percentunit',
            title: 'CPU utilisation',
            description:
              'CPU usage as a share of requests, averaged over a day. The load of block verification is bursty, so that 50 % is high.',
            span: 8,
          },
          {
            expr: `sum${EACH_NODE} (sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{container!="", ${those}}[1d])) * ${ofNodes}) / sum${EACH_NODE} (${cores})`,
            legend: '{{network}} {{node}}',
          },
        ),
        bars(
          {
            unit: 'percentunit',
            title: 'Memory',
            description:
              'Working set as a share of requests. Above 100 %, the node depends on memory that other pods leave unused.',
            span: 8,
          },
          {
            expr: `sum${EACH_NODE} (sum by (namespace, pod) (container_memory_working_set_bytes{container!="", ${those}}) * ${ofNodes}) / sum${EACH_NODE} (${memory})`,
            legend: '{{network}} {{node}}',
          },
        ),
        bars(
          {
            unit: 'percentunit',
            title: 'Storage utilisation',
            description:
              'Used share of the data volume. Volumes cannot be shrunk: a smaller one requires a new node.',
            span: 8,
          },
          {
            expr: `max${EACH_NODE} (eth:node_disk_used:ratio{${those}})`,
            legend: '{{network}} {{node}}',
          },
        ),
      ],
    },
  ],
});
