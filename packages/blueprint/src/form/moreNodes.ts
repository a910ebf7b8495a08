import { EMBEDDED_CONSENSUS } from './choices';

/** Key of the question for nodes beside the first one. */
export const MORE_NODES = 'moreNodes';

/** Nodes of a request, of which the first has questions of its own. @public */
export const MOST_MORE_NODES = 19;

/** The question, with the keys of the request that its answer decides. */
export const moreNodesQuestion = {
  title: 'More nodes',
  description:
    'Beside the first one, each with a release and volumes of its own. Other clients keep answering while a fault stops those of one.',
  paths: Array.from(
    { length: MOST_MORE_NODES },
    (_, index) => `nodes[${index + 1}]`,
  ),
};

/** The first node, as far as others are like it. */
interface FirstNode {
  execution?: unknown;
  history?: unknown;
  storage?: { className?: unknown };
  restore?: unknown;
}

/**
 * Nodes of a request as an answer has them: in the storage class of the first one, and beginning as that does if a snapshot of it is
 * one of theirs. What is no node stays as it is, for the request to refuse.
 */
export function moreNodesOf(answer: unknown, first: FirstNode): unknown[] {
  if (answer === undefined) return [];
  const nodes: unknown[] = Array.isArray(answer) ? answer : [answer];
  return nodes.map(node => (isRecord(node) ? likeFirst(node, first) : node));
}

function likeFirst(
  { consensus, ...node }: Record<string, unknown>,
  { execution, history, storage, restore }: FirstNode,
): Record<string, unknown> {
  const className = storage?.className;
  const isSame = node.execution === execution && node.history === history;
  return {
    ...node,
    ...(consensus !== undefined &&
      consensus !== EMBEDDED_CONSENSUS && { consensus }),
    ...(className !== undefined && { storage: { className } }),
    ...(restore !== undefined && isSame && { restore }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
