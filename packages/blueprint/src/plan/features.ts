import type { Feature } from '../capabilities';
import type { Facts } from '../facts';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';

const featureNames: readonly Feature[] = ['serve', 'snapshots'];

/** What was asked for beyond nodes and cannot be deployed, in the words of the capabilities. */
export function featureProblems(draft: RequestDraft, facts: Facts): Problem[] {
  return featureNames.flatMap(name => {
    const capability = facts.features[name];
    if (draft[name] === undefined || capability.chart) return [];
    return [
      {
        path: name,
        value: draft[name],
        reason: `cannot be deployed: ${capability.reason}`,
        fix: `Remove ${name}.`,
      },
    ];
  });
}
