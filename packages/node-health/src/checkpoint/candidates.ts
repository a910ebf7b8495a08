import type { Answer } from './askSource';
import type { BlockHead } from './ssz';

/** A finalized block, and the sources that have it. */
export interface Candidate {
  root: string;
  head: BlockHead;
  genesisValidatorsRoot: string;
  urls: string[];
}

/** How many sources must agree: a majority of those that answer and two at least, but one where one alone is configured. */
export function needed(
  configured: number,
  answered: number,
  agree?: number,
): number {
  if (agree !== undefined) return agree;
  return configured === 1 ? 1 : Math.max(2, Math.floor(answered / 2) + 1);
}

/** Every block that was named as finalized, the newest first. */
export function candidatesOf(answers: readonly Answer[]): Candidate[] {
  const byRoot = groupBy(answers, ({ root }) => root);
  return [...byRoot]
    .map(([root, named]) => ({
      root,
      head: commonest(named),
      genesisValidatorsRoot: named[0].genesisValidatorsRoot,
      urls: named.map(({ url }) => url),
    }))
    .sort((a, b) => b.head.slot - a.head.slot);
}

/** What most of a block's sources say of it: one alone must not spoil a root that it names with the others. */
function commonest(named: readonly Answer[]): BlockHead {
  const said = groupBy(named, ({ head }) =>
    [head.slot, head.proposer, head.parentRoot, head.stateRoot].join(' '),
  );
  const [first] = [...said.values()].sort((a, b) => b.length - a.length);
  return first[0].head;
}

function groupBy(
  answers: readonly Answer[],
  key: (answer: Answer) => string,
): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    groups.set(key(answer), [...(groups.get(key(answer)) ?? []), answer]);
  }
  return groups;
}
