import { valueAt } from '@nodeyard/ethereum';
import type { Feature } from '../capabilities';
import { known } from '../facts';
import type { Facts } from '../facts';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';

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
    ...refusal('serve', 'serve', serve, 'Remove serve.', facts),
    ...refusal(
      'snapshots',
      'snapshots',
      valueAt(request, ['snapshots']),
      'Remove snapshots.',
      facts,
    ),
    ...(network?.kind === 'devnet'
      ? refusal('devnetPeers', 'serve', serve, 'Remove serve.', facts)
      : []),
    ...(network?.kind === 'devnet' && draft.nodes.length > 1
      ? refusal(
          'devnetPeers',
          'nodes[1]',
          valueAt(request, ['nodes', 1]),
          `Ask for one node on ${network.name}.`,
          facts,
        )
      : []),
  ];
}

function refusal(
  feature: Feature,
  path: string,
  value: unknown,
  fix: string,
  facts: Facts,
): Problem[] {
  const capability = facts.features[feature];
  if (value === undefined || capability.chart) return [];
  return [
    { path, value, reason: `cannot be deployed: ${capability.reason}`, fix },
  ];
}
