import type { Feature } from '../capabilities';
import { known } from '../facts';
import type { Facts } from '../facts';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';

/** What was asked for beyond single nodes and cannot be deployed, in the words of the capabilities. */
export function featureProblems(draft: RequestDraft, facts: Facts): Problem[] {
  const network = known(facts.networks, draft.network);
  return [
    ...refusal('serve', 'serve', draft.serve, 'Remove serve.', facts),
    ...refusal(
      'snapshots',
      'snapshots',
      draft.snapshots,
      'Remove snapshots.',
      facts,
    ),
    ...(network?.kind === 'devnet'
      ? refusal('devnetPeers', 'serve', draft.serve, 'Remove serve.', facts)
      : []),
    ...(network?.kind === 'devnet' && draft.nodes.length > 1
      ? refusal(
          'devnetPeers',
          'nodes[1]',
          draft.nodes[1],
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
