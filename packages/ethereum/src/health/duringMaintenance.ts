import type { Maintenance } from './maintenance';
import { summaryOf } from './reasons';
import { MostReasons, type NodeState, type Verdict } from './verdict';
import { clock } from './words';

/** States that a node out of service comes into. Another chain, or a whole network that stands still, no maintenance explains. */
const explained: ReadonlySet<NodeState> = new Set([
  'UNREACHABLE',
  'WAITING_FOR_CL',
  'STALLED',
  'BEHIND',
  'UNKNOWN',
]);

/** Whether {@link duringMaintenance} may change a verdict of this state: of others, no maintenance needs to be looked for. @public */
export function isExplainedByMaintenance(state: NodeState): boolean {
  return explained.has(state);
}

const titles: Record<Maintenance['kind'], string> = {
  snapshot: 'stopped for a snapshot',
  upgrade: 'being upgraded',
  restore: 'being restored from a snapshot',
  resync: 'being synced anew',
};

/** Clocks of clusters and of Backstage differ by seconds; a maintenance that begins later than this has not begun. */
const SkewMs = 120_000;

/** Whether a maintenance has begun and its time is not over. @public */
export function isUnderWay(
  maintenance: Maintenance | undefined,
  now: number,
): maintenance is Maintenance {
  return (
    maintenance !== undefined &&
    maintenance.since <= now + SkewMs &&
    now < maintenance.until
  );
}

/**
 * The verdict on a node that is out of service on purpose: `MAINTENANCE` until the node is well or the time of the maintenance is
 * over, whichever is first. From then on the verdict by evidence, which says at its end what was announced.
 *
 * @param verdict - by evidence alone; readiness, evidence and reasons of it are kept
 * @param now - milliseconds since the epoch
 * @public
 */
export function duringMaintenance(
  verdict: Verdict,
  maintenance: Maintenance | undefined,
  now: number,
): Verdict {
  if (maintenance === undefined || !isExplainedByMaintenance(verdict.state)) {
    return verdict;
  }
  const { kind, by, since, until } = maintenance;
  if (now >= until) {
    const overdue = `${
      titles[kind]
    } by ${by}, it should have been back by ${clock(until, now)}`;
    return {
      ...verdict,
      reasons: [...verdict.reasons, overdue].slice(0, MostReasons),
    };
  }
  if (!isUnderWay(maintenance, now)) {
    return verdict;
  }
  const announced = `${titles[kind]} by ${by}, until ${clock(
    until,
    now,
  )} at the latest`;
  return {
    ...verdict,
    state: 'MAINTENANCE',
    since: Math.min(since, now),
    summary: summaryOf('MAINTENANCE', [announced]),
    reasons: [announced, ...verdict.reasons].slice(0, MostReasons),
    runbook: 'maintenance',
    maintenance,
  };
}
