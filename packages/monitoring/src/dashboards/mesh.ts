import { dashboard, type Choice } from './dashboard';
import { lines, number } from './panels';

const choices: Choice[] = [{ label: 'namespace', many: true }];

/** Rate of traffic to the selected namespaces, as reported by the proxies of one side. */
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

/** Callers with and without a certificate of the mesh: a precondition of `mtls` STRICT. */
export const mesh = dashboard({
  uid: 'nodeyard-mesh',
  title: 'Ethereum / Mesh',
  description:
    'Calls to nodes and gateways, as reported by the proxies of the destination: HTTP requests with sidecars, TCP connections in an ambient mesh. No data without a mesh.',
  from: 'now-6h',
  choices,
  sections: [
    {
      title: 'Mutual TLS',
      panels: [
        number(
          {
            title: 'Requests with mTLS',
            description:
              'With sidecars only. Below 100 %, some callers use plain text, and mode STRICT would reject them.',
            unit: 'percentunit',
            span: 6,
            steps: all,
          },
          { expr: `sum(${calls(CERTIFIED)}) / sum(${calls()})` },
        ),
        number(
          {
            title: 'Connections with mTLS',
            description:
              'In an ambient mesh, and with sidecars for protocols other than HTTP.',
            unit: 'percentunit',
            span: 6,
            steps: all,
          },
          { expr: `sum(${connections(CERTIFIED)}) / sum(${connections()})` },
        ),
        number(
          {
            title: 'Connected proxies',
            description:
              'Sidecars, gateways and ztunnels with a connection to istiod.',
            span: 6,
          },
          { expr: 'sum(pilot_xds)' },
        ),
        number(
          {
            title: 'Root certificate expires in',
            description:
              'After expiry, proxies reject each other. istiod renews a root certificate that it generated; a supplied one requires manual renewal.',
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
            title: 'Plaintext requests',
            description:
              'By caller and destination. A caller without a certificate is shown as "unknown".',
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
            title: 'Plaintext connections',
            description:
              'By caller and destination, for traffic that the mesh does not parse as HTTP. Prometheus and the API server have no certificate; the ports of metrics and of the sidecar accept plain text.',
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
      title: 'HTTP requests (with sidecars)',
      panels: [
        lines(
          {
            title: 'Requests by response code',
            description:
              'Code 0: the caller closed the connection before the response.',
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
            title: 'Failed requests by response flag',
            description:
              "As reported by the proxies of callers, with Envoy's response flags: UF for a failed connection, UH for no ready pod, UC for a connection that the node closed.",
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
            title: 'Response time (p95)',
            description: '95th percentile by destination.',
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
