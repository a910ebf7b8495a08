import type { FinalizedCheckpoint } from './sourceClient';
import type { BlockHead } from './ssz';

/** A finalized block, and the sources that report it. */
export interface Candidate {
  root: string;
  head: BlockHead;
  genesisValidatorsRoot: string;
  urls: string[];
}

/** Answers with the same key. */
type Group = [FinalizedCheckpoint, ...FinalizedCheckpoint[]];

/** How many sources must agree: a majority of those that answered, at least two; one if only one is configured. */
export function requiredQuorum(
  configured: number,
  answered: number,
  quorum?: number,
): number {
  if (quorum !== undefined) return quorum;
  return configured === 1 ? 1 : Math.max(2, Math.floor(answered / 2) + 1);
}

/** Every block that a source reports as finalized, the newest first. */
export function candidatesOf(
  answers: readonly FinalizedCheckpoint[],
): Candidate[] {
  return [...groupBy(answers, ({ root }) => root)]
    .map(([root, group]) => ({
      root,
      head: commonHead(group),
      genesisValidatorsRoot: group[0].genesisValidatorsRoot,
      urls: group.map(({ url }) => url),
    }))
    .sort((a, b) => b.head.slot - a.head.slot);
}

/** The block head that most sources of a root report: a single source must not spoil a root that others report too. */
function commonHead(group: Group): BlockHead {
  const byHead = groupBy(group, ({ head }) =>
    [head.slot, head.proposer, head.parentRoot, head.stateRoot].join(' '),
  );
  const [first] = [...byHead.values()].reduce(
    (largest, other) => (other.length > largest.length ? other : largest),
    [group[0]],
  );
  return first.head;
}

function groupBy(
  answers: readonly FinalizedCheckpoint[],
  key: (answer: FinalizedCheckpoint) => string,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const answer of answers) {
    const group = groups.get(key(answer));
    groups.set(key(answer), group ? [...group, answer] : [answer]);
  }
  return groups;
}
