import { known } from '../facts';
import type { Facts } from '../facts';
import { useOneOf } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
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
    problemOf({
      path: 'network',
      value: network,
      reason: requestMessage('unknown-network', {}),
      fix: meant
        ? requestMessage('did-you-mean', { name: meant })
        : useOneOf(names),
    }),
  ];
}
