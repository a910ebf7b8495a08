import { dashboard, type Choice } from './dashboard';
import { lines, number } from './panels';

const choices: Choice[] = [{ label: 'namespace', many: true }];

/** What reaches the chosen namespaces per second, as the proxies of one side count it. */
const rate = (series: string, side: 'source' | 'destination', more = '') =>
  `rate(${series}{reporter="${side}", destination_workload_namespace=~"$namespace"${more}}[5m])`;
const calls = (more = '') => rate('istio_requests_total', 'destination', more);
const connections = (more = '') =>
  rate('istio_tcp_connections_opened_total', 'destination', more);

const CERTIFIED = ', connection_security_policy="mutual_tls"';
const UNCERTIFIED = ', connection_security_policy!="mutual_tls"';
const ENDS = 'source_workload_namespace, source_workload, destination_workload';
const ENDS_LEGEND =
  '{{source_workload_namespace}}/{{source_workload}} to {{destination_workload}}';
const all = [
  { from: null, color: 'red' },
  { from: 1, color: 'green' },
];

/** Who calls with a certificate of the mesh and who does not: what has to be known before `mtls` is made STRICT. */
export const mesh = dashboard({
  uid: 'nodeyard-mesh',
  title: 'Ethereum / Mesh',
  description:
    'Calls to nodes and gateways as the proxies of the called side count them: HTTP calls with sidecars, connections in an ambient mesh. Empty without a mesh.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Certificates',
      panels: [
        number(
          {
            title: 'Calls with a certificate',
            description:
              'With sidecars. Below 100 % there are callers in the clear, which STRICT would shut out.',
            unit: 'percentunit',
            span: 6,
            steps: all,
          },
          { expr: `sum(${calls(CERTIFIED)}) / sum(${calls()})` },
        ),
        number(
          {
            title: 'Connections with a certificate',
            description:
              'In an ambient mesh, and with sidecars for what is no HTTP.',
            unit: 'percentunit',
            span: 6,
            steps: all,
          },
          { expr: `sum(${connections(CERTIFIED)}) / sum(${connections()})` },
        ),
        number(
          {
            title: 'Proxies of istiod',
            description:
              'Sidecars, gateways and ztunnels that are connected to the control plane.',
            span: 6,
          },
          { expr: 'sum(pilot_xds)' },
        ),
        number(
          {
            title: 'Root certificate ends in',
            description:
              'After its end no proxy trusts another. istiod renews its own root; one of yours is yours to renew.',
            unit: 's',
            span: 6,
            steps: [
              { from: null, color: 'red' },
              { from: 30 * 86_400, color: 'green' },
            ],
          },
          { expr: 'min(citadel_server_root_cert_expiry_seconds)' },
        ),
        lines(
          {
            title: 'Calls without a certificate',
            description:
              'By caller and called. A caller without one is unknown.',
            unit: 'reqps',
            span: 12,
          },
          {
            expr: `sum by (${ENDS}) (${calls(UNCERTIFIED)}) > 0`,
            legend: ENDS_LEGEND,
          },
        ),
        lines(
          {
            title: 'Connections without a certificate',
            description:
              'The same where the mesh sees no HTTP. Prometheus and the API server have none: metrics and the sidecar answer them in the clear.',
            unit: 'cps',
            span: 12,
          },
          {
            expr: `sum by (${ENDS}) (${connections(UNCERTIFIED)}) > 0`,
            legend: ENDS_LEGEND,
          },
        ),
      ],
    },
    {
      title: 'Calls, with sidecars',
      panels: [
        lines(
          {
            title: 'Answers',
            description:
              'By status. 0 is a caller that did not wait for the answer.',
            unit: 'reqps',
            span: 8,
          },
          {
            expr: `sum by (destination_workload, response_code) (${calls()})`,
            legend: '{{destination_workload}} {{response_code}}',
          },
        ),
        lines(
          {
            title: 'Refused or not reached',
            description:
              "As callers' proxies see it, by Envoy's response flags: UF for a connection that failed, UH for no ready pod, UC for a node that broke off.",
            unit: 'reqps',
            span: 8,
          },
          {
            expr: `sum by (destination_workload, response_flags) (${rate(
              'istio_requests_total',
              'source',
              ', response_flags!="-"',
            )}) > 0`,
            legend: '{{destination_workload}} {{response_flags}}',
          },
        ),
        lines(
          {
            title: 'Time of an answer',
            description: 'Of 95 % of the calls.',
            unit: 'ms',
            span: 8,
          },
          {
            expr: `histogram_quantile(0.95, sum by (destination_workload, le) (${rate(
              'istio_request_duration_milliseconds_bucket',
              'destination',
            )}))`,
            legend: '{{destination_workload}}',
          },
        ),
      ],
    },
  ],
});
