import { valueAt } from '@nodeyard/ethereum';
import type { Feature } from '../capabilities';
import { known } from '../facts';
import type { Facts } from '../facts';
import type { Message } from '@nodeyard/ethereum';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';

const removeServe = requestMessage('remove-key', { key: 'serve' });

/**
 * Requested features that the chart cannot deploy, with the reasons of the capabilities.
 *
 * @param request - before it is parsed: a feature with an invalid key is requested all the same
 */
export function featureProblems(
  request: unknown,
  draft: RequestDraft,
  facts: Facts,
): Problem[] {
  const serve = valueAt(request, ['serve']);
  const network = known(facts.networks, draft.network);
  return [
    ...refusal('serve', 'serve', serve, removeServe, facts),
    ...refusal(
      'snapshots',
      'snapshots',
      valueAt(request, ['snapshots']),
      requestMessage('remove-key', { key: 'snapshots' }),
      facts,
    ),
    ...(network?.kind === 'devnet'
      ? refusal('devnetPeers', 'serve', serve, removeServe, facts)
      : []),
    ...(network?.kind === 'devnet' && draft.nodes.length > 1
      ? refusal(
          'devnetPeers',
          'nodes[1]',
          valueAt(request, ['nodes', 1]),
          requestMessage('ask-for-one', { network: network.name }),
          facts,
        )
      : []),
  ];
}

function refusal(
  feature: Feature,
  path: string,
  value: unknown,
  fix: Message,
  facts: Facts,
): Problem[] {
  const capability = facts.features[feature];
  if (value === undefined || capability.chart) return [];
  return [
    problemOf({
      path,
      value,
      reason: requestMessage('undeployable', { why: capability.reason }),
      fix,
    }),
  ];
}
