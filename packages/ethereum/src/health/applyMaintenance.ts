import { nodeMessages, createNodeMessage } from '../messages/nodeMessages';
import { toMessage } from '../messages/render';
import type { MessageTable } from '../messages/table';
import { isoTime } from './isoTime';
import type { Maintenance } from './maintenance';
import { summaryOf } from './summary';
import type { NodeState, Verdict } from './verdict';
import { reasonMessages, renderVerdictText } from './verdictText';

/** States that a node out of service comes into. Another chain, or a whole network that stands still, no maintenance explains. */
const explainedStates: ReadonlySet<NodeState> = new Set([
  'UNREACHABLE',
  'WAITING_FOR_CL',
  'STALLED',
  'BEHIND',
  'UNKNOWN',
]);

/** Whether {@link applyMaintenance} may change a verdict of this state: of others, no maintenance needs to be looked for. @public */
export function isExplainedByMaintenance(state: NodeState): boolean {
  return explainedStates.has(state);
}

/** Clocks of clusters and of Backstage differ by seconds; a maintenance that begins later than this has not begun. */
const MAX_CLOCK_SKEW_MS = 120_000;

/** Whether a maintenance has begun and its time is not over. @public */
export function isUnderWay(
  maintenance: Maintenance | undefined,
  now: number,
): maintenance is Maintenance {
  return (
    maintenance !== undefined &&
    maintenance.since <= now + MAX_CLOCK_SKEW_MS &&
    now < maintenance.until
  );
}

/**
 * The verdict on a node that is out of service on purpose: `MAINTENANCE` until the node is well or the time of the maintenance is
 * over, whichever is first. From then on the verdict by evidence, which says at its end what was announced.
 *
 * @param verdict - by evidence alone; readiness, evidence and reasons of it are kept
 * @param now - milliseconds since the epoch
 * @param table - of the messages that the verdict may have
 * @public
 */
export function applyMaintenance(
  verdict: Verdict,
  maintenance: Maintenance | undefined,
  now: number,
  table: MessageTable = nodeMessages,
): Verdict {
  if (maintenance === undefined || !isExplainedByMaintenance(verdict.state)) {
    return verdict;
  }
  const { kind, by, since, until } = maintenance;
  const reasons = reasonMessages(verdict, table);
  if (now >= until) {
    const overdue = createNodeMessage(`overdue-${kind}`, {
      by,
      until: isoTime(until),
    });
    const summary = toMessage(table, verdict.summary, verdict.summaryCoded);
    return {
      ...verdict,
      ...renderVerdictText(summary, [...reasons, overdue], now, table),
    };
  }
  if (!isUnderWay(maintenance, now)) {
    return verdict;
  }
  const announced = createNodeMessage(`maintenance-${kind}`, {
    by,
    until: isoTime(until),
  });
  return {
    ...verdict,
    ...renderVerdictText(
      summaryOf('MAINTENANCE', announced),
      [announced, ...reasons],
      now,
      table,
    ),
    state: 'MAINTENANCE',
    since: Math.min(since, now),
    runbook: 'maintenance',
    maintenance,
  };
}
