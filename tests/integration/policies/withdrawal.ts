import { ensurePresent } from '../../ensurePresent';
import type { Cell } from './cells';
import type { Policy } from './pods';
import { namespaces, type End, type Rule } from './table';

/** A policy, and which of the table's needs it is of. */
export interface NeededPolicy {
  policy: Policy;
  need: string;
}

/**
 * Whether a connection stops when some policies are taken away: when each line of the table that allows it has a side that
 * no policy is left for.
 */
export function stops(
  { from, to, rules }: Cell,
  taken: NeededPolicy[],
  left: NeededPolicy[],
): boolean {
  const isBare = (end: End, need: string) =>
    taken.some(policy => carries(policy, end, need)) &&
    !left.some(policy => carries(policy, end, need));
  const breaks = ({ needs }: Rule) =>
    needs.length > 0 &&
    (isBare(from, ensurePresent(needs[0])) ||
      isBare(to, ensurePresent(needs[needs.length - 1])));
  return rules.every(breaks);
}

function carries(
  { policy, need }: NeededPolicy,
  { namespace, labels = {} }: End,
  required: string,
): boolean {
  const { matchLabels } = policy.spec.podSelector;
  return (
    need === required &&
    namespace === namespaces.nodes &&
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
  );
}
