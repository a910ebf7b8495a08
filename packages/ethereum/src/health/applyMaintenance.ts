import { nodeMessages, createNodeMessage } from '../messages/nodeMessages';
import { toMessage } from '../messages/render';
import type { MessageTable } from '../messages/table';
import { isoTime } from './isoTime';
import type { Maintenance } from './maintenance';
import { summaryOf } from './summary';
import type { NodeState, Verdict } from './verdict';
import { reasonMessages, renderVerdictText } from './verdictText';

/** States that maintenance can cause. It cannot cause a wrong chain or a stalled network. */
const explainedStates: ReadonlySet<NodeState> = new Set([
  'UNREACHABLE',
  'WAITING_FOR_CL',
  'STALLED',
  'BEHIND',
  'UNKNOWN',
]);

/** Whether {@link applyMaintenance} may change a verdict with this state. @public */
export function isExplainedByMaintenance(state: NodeState): boolean {
  return explainedStates.has(state);
}

/** Maximum clock skew between clusters and Backstage; maintenance that begins later has not begun. */
const MAX_CLOCK_SKEW_MS = 120_000;

/** Whether maintenance has begun and not ended. @public */
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
 * Applies announced maintenance to a verdict: the state is `MAINTENANCE` until the node has recovered or the maintenance has ended,
 * whichever is first. Afterwards the verdict is the one by evidence, with the overdue maintenance as its last reason.
 *
 * @param verdict - verdict by evidence alone; its readiness, evidence and reasons are kept
 * @param now - milliseconds since the epoch
 * @param table - message table of the verdict
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
