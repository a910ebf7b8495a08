import type { Section } from './dashboard';
import { lines, number } from './panels';

/** Part of the requests that no node may leave unanswered: the objective is 99.9 % over 30 days. */
const BUDGET = 0.001;

/**
 * What callers get through the gateway, and what it refuses.
 *
 * @param those label matchers that the viewer has chosen
 */
export function gatewaySection(those: string): Section {
  return {
    title: 'Availability: 99.9 % of the requests through the gateway answered',
    panels: [
      number(
        {
          title: 'Burn rate, last hour',
          description:
            '1 uses up the budget in exactly 30 days. Above 14.4, in the last five minutes as well, is a critical alert. Empty without a gateway, or without requests.',
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
          title: 'Requests per second',
          description: 'Those that were passed on to nodes.',
          unit: 'reqps',
          span: 8,
        },
        { expr: `sum(eth:gateway_requests:rate5m{${those}})` },
      ),
      number(
        {
          title: 'Refusals per second',
          description: 'For any reason.',
          unit: 'reqps',
          span: 8,
        },
        { expr: `sum(eth:gateway_refusals:rate5m{${those}})` },
      ),
      lines(
        {
          title: 'Refusals',
          description:
            'By reason: a method that is not on the list, a body that is no plain JSON-RPC, a batch or body above its limit, another kind of HTTP request, too many requests.',
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
          title: 'Time of an answer',
          description:
            'Average of the newest 1024 answers of the slowest replica. Above two seconds for ten minutes is an alert.',
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
