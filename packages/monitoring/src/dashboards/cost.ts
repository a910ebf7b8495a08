import { chosen, dashboard, type Choice } from './dashboard';
import { AMOUNT, bars, lines, money } from './panels';

const choices: Choice[] = [{ label: 'namespace', many: true }];
const those = chosen(choices);

const HOURS = 730;
const GIB = 1024 ** 3;
const MONTH_SECONDS = HOURS * 3600;

/** What the chart makes of monitoring.cost.prices. */
const price = (resource: string) =>
  `scalar(max(eth:price{resource="${resource}"}))`;

/** Which pod is of which node: by the sidecar's series, so that pods of others in the namespace do not count. */
const ofNodes = `on (namespace, pod) group_left (network, node) group by (namespace, pod, network, node) (eth_node_ready{${those}})`;
const CLAIMS_OF_PODS =
  'on (namespace, persistentvolumeclaim) group_left (pod) group by (namespace, pod, persistentvolumeclaim) (kube_pod_spec_volumes_persistentvolumeclaims_info)';

/** The sidecar stays and is an init container all the same, which kube-state-metrics counts apart. */
const requested = (resource: string) =>
  `sum by (namespace, pod) (kube_pod_container_resource_requests{resource="${resource}", ${those}} or kube_pod_init_container_resource_requests{container="node-health", resource="${resource}", ${those}})`;
const cores = `${requested('cpu')} * ${ofNodes}`;
const memory = `${requested('memory')} * ${ofNodes}`;
const disk = `sum by (namespace, pod) (eth:claim_cost:month{${those}} * ${CLAIMS_OF_PODS}) * ${ofNodes}`;
// A pod's network has no container. What is sent inside the cluster counts, too: Kubernetes does not tell it apart.
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

/** What teams and nodes cost per month at the prices of monitoring.cost, and which of it is not used. */
export const cost = dashboard({
  uid: 'nodeyard-cost',
  title: 'Ethereum / Cost',
  description:
    'An estimate: what is requested, at the prices of monitoring.cost. It needs kube-state-metrics and the kubelet.',
  from: 'now-7d',
  choices,
  shown: [{ name: 'currency', series: 'eth:price' }],
  sections: [
    {
      title: 'Teams, $currency per month',
      panels: [
        lines(
          {
            title: 'Cost',
            description:
              'All that the namespaces of a team request, with volumes that no node uses any more. Not chosen by namespace.',
            unit: AMOUNT,
            span: 12,
          },
          { expr: 'eth:team_cost:month', legend: '{{team}}' },
          { expr: 'eth:team_budget:month', legend: 'budget of {{team}}' },
        ),
        bars(
          {
            unit: 'percentunit',
            title: 'Part of the budget',
            description:
              'Of teams that have one. Above 1 for an hour, EthTeamOverBudget fires.',
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
      title: 'Nodes, $currency per month',
      panels: [
        money(
          {
            title: 'Processors',
            description: 'Cores that pods of nodes request.',
            span: 6,
          },
          { expr: perMonth.cpu('') },
        ),
        money(
          {
            title: 'Memory',
            description: 'Memory that pods of nodes request.',
            span: 6,
          },
          { expr: perMonth.memory('') },
        ),
        money(
          {
            title: 'Disks',
            description:
              'Volumes of pods of nodes, at the size that they have.',
            span: 6,
          },
          { expr: perMonth.disk('') },
        ),
        money(
          {
            title: 'Traffic',
            description:
              'What was sent in the last hour, all month long, if it has a price. Traffic inside the cluster counts, too, although most clouds do not charge it.',
            span: 6,
          },
          { expr: perMonth.traffic('') },
        ),
      ],
    },
    {
      title: 'Each node, $currency per month',
      panels: [
        lines(
          {
            title: 'Processors and memory',
            description: 'By what each node requests.',
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
            title: 'Disks',
            description: 'Steps are enlarged volumes.',
            unit: AMOUNT,
            span: 12,
          },
          { expr: perMonth.disk(EACH_NODE), legend: '{{network}} {{node}}' },
        ),
      ],
    },
    {
      title: 'Used of what is paid for',
      panels: [
        bars(
          {
            unit: 'percentunit',
            title: 'Processors',
            description:
              'Used part of what is requested, over a day. A client that verifies blocks rests between them: half is much.',
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
              'Used part of what is requested. Above 1 the node lives on what others leave.',
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
            title: 'Disks',
            description:
              'Used part of the data volume. Little for months: a smaller volume would do, but volumes never shrink.',
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
