import type { Section } from './dashboard';
import { lines, number } from './panels';

/** Part of the requests that no node may leave unanswered: the objective is 99.9 % over 30 days. */
const BUDGET = 0.001;

/**
 * Requests through the gateway: the objective, rejections and response time.
 *
 * @param those label matchers that the viewer has chosen
 */
export function gatewaySection(those: string): Section {
  return {
    title: 'Availability SLO: 99.9 % of gateway requests answered over 30 days',
    panels: [
      number(
        {
          title: 'Burn rate (1 h)',
          description:
            'A rate of 1 exhausts the error budget in exactly 30 days. A critical alert fires above 14.4 over both one hour and five minutes. No data without a gateway or without requests.',
          span: 8,
          steps: [
            { from: null, color: 'green' },
            { from: 6, color: 'orange' },
            { from: 14.4, color: 'red' },
          ],
        },
        { expr: `max(eth:gateway_failed:ratio_1h{${those}}) / ${BUDGET}` },
      ),
      number(
        {
          title: 'Forwarded requests',
          description: 'Requests that the gateway forwarded to nodes.',
          unit: 'reqps',
          span: 8,
        },
        { expr: `sum(eth:gateway_requests:rate5m{${those}})` },
      ),
      number(
        {
          title: 'Rejected requests',
          description: 'All reasons.',
          unit: 'reqps',
          span: 8,
        },
        { expr: `sum(eth:gateway_refusals:rate5m{${those}})` },
      ),
      lines(
        {
          title: 'Rejected requests by reason',
          description:
            'Method not on the list, body that is not plain JSON-RPC, batch or body above its limit, unsupported HTTP request, or rate limit.',
          unit: 'reqps',
          span: 12,
        },
        {
          expr: `eth:gateway_refusals:rate5m{${those}} > 0`,
          legend: '{{network}} {{proxy}}',
        },
      ),
      lines(
        {
          title: 'Response time',
          description:
            'Average of the newest 1024 responses of the slowest replica. An alert fires above two seconds for ten minutes.',
          unit: 's',
          span: 12,
        },
        {
          expr: `eth:gateway_answer_seconds:max{${those}}`,
          legend: '{{network}}',
        },
      ),
    ],
  };
}
