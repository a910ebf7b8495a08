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

/** English of each state within a sentence. @public */
export const stateTerms = {
  WRONG_NETWORK: 'On the wrong network',
  UNREACHABLE: 'Unreachable',
  WAITING_FOR_CL: 'Waiting for its consensus client',
  STALLED: 'Stalled',
  BEHIND: 'Behind',
  SYNCING: 'Syncing',
  NETWORK_STALL: 'Network stalled',
  UNKNOWN: 'Unknown',
  MAINTENANCE: 'Maintenance',
  INDEXING: 'In sync, building indexes',
  SYNCED: 'In sync',
} as const satisfies Record<NodeState, string>;

/** Properties of a node state that documentation, dashboards and other plugins read. @public */
export interface StateFacts {
  /** Condition under which a node is in the state: a cell of the table in `docs/health.md`. */
  meaning: string;
  ready: 'no' | 'yes' | 'keeps its last';
  /** Undefined for states without a fault of the node: a planned stop, a stall of the network, an unknown state. */
  inSync: boolean | undefined;
  /** Color in dashboards, by its name in Grafana. */
  color: string;
}

/** Apart from {@link stateTerms}, so that pages in a browser load only the terms. @public */
export const stateFacts: Readonly<Record<NodeState, StateFacts>> = {
  WRONG_NETWORK: {
    meaning: "chain ID or genesis hash is another network's",
    ready: 'no',
    inSync: false,
    color: 'dark-red',
  },
  UNREACHABLE: {
    meaning: 'the execution client does not return its chain ID or its head',
    ready: 'no',
    inSync: false,
    color: 'red',
  },
  WAITING_FOR_CL: {
    meaning:
      'the consensus client is down, reports `el_offline`, or has no head to send at block 0',
    ready: 'no',
    inSync: false,
    color: 'light-red',
  },
  STALLED: {
    meaning:
      'the head advanced less than 1 % of the time for five minutes while the network moves',
    ready: 'no',
    inSync: false,
    color: 'dark-orange',
  },
  BEHIND: {
    meaning: 'the head is old, and the node is not clearly catching up',
    ready: 'no',
    inSync: false,
    color: 'orange',
  },
  SYNCING: {
    meaning:
      'the client reports it, or its head advances more than 1.5 times as fast as the clock',
    ready: 'no',
    inSync: false,
    color: 'blue',
  },
  NETWORK_STALL: {
    meaning:
      'the known nodes of this network stopped within four slots of each other',
    ready: 'keeps its last',
    inSync: undefined,
    color: 'purple',
  },
  UNKNOWN: {
    meaning: 'no sample yet, or the newest is older than three polling periods',
    ready: 'no',
    inSync: undefined,
    color: 'gray',
  },
  MAINTENANCE: {
    meaning: 'out of service on purpose, until an announced time',
    ready: 'no',
    inSync: undefined,
    color: 'light-blue',
  },
  INDEXING: {
    meaning: 'at the head; only indexes are still being built',
    ready: 'yes',
    inSync: true,
    color: 'light-green',
  },
  SYNCED: {
    meaning:
      'the head is at most four slots old, and the consensus client agrees or is not configured',
    ready: 'yes',
    inSync: true,
    color: 'green',
  },
};

/** Anchor of the section on a state in the runbook of node states, e.g. `waiting-for-cl`. @public */
export function runbookAnchor(state: NodeState): string {
  return state.toLowerCase().replaceAll('_', '-');
}
