// Without a schema, and so without zod: pages in a browser need the names and nothing else of a verdict.

/** Node states, worst first: the order of lists, colours and alerts. @public */
export const nodeStates = [
  'WRONG_NETWORK',
  'UNREACHABLE',
  'WAITING_FOR_CL',
  'STALLED',
  'BEHIND',
  'SYNCING',
  'NETWORK_STALL',
  'UNKNOWN',
  'MAINTENANCE',
  'INDEXING',
  'SYNCED',
] as const;
/** @public */
export type NodeState = (typeof nodeStates)[number];

/** A state that follows from evidence, and not from what is announced. @public */
export type JudgedState = Exclude<NodeState, 'MAINTENANCE'>;
