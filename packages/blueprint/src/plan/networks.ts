import { known } from '../facts';
import type { Facts } from '../facts';
import { oneOf } from '../problem';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';
import { nearest } from '../request/nearest';

/** A network is one that a data file describes; test networks that were shut down have none. */
export function networkProblems(
  { network }: RequestDraft,
  facts: Facts,
): Problem[] {
  if (network === undefined || known(facts.networks, network)) return [];
  const names = Object.keys(facts.networks);
  const meant = nearest(network, names);
  return [
    {
      path: 'network',
      value: network,
      reason: 'is not a network that this blueprint knows',
      fix: meant ? `Did you mean ${meant}?` : `Use ${oneOf(names)}.`,
    },
  ];
}
