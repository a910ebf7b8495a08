import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  FoundNode,
  NodeFact,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Message, NodeSample, Verdict } from '@nodeyard/ethereum';

/** A stored node with the results of previous polls. */
export interface KnownNode {
  node: FoundNode;
  source: string;
  /** Facts as of the last poll. */
  facts?: NodeFact[];
  /** Absent before the first poll. Times in milliseconds since the epoch. */
  last?: {
    verdict: Verdict;
    sample?: NodeSample;
    /** Oldest first; empty if a sidecar judges the node. */
    recentSamples: NodeSample[];
    /** Time of the last answer. */
    lastSeen?: number;
    /** Consecutive failed polls. */
    failures: number;
    nextPollAt: number;
    expiresAt: number;
    pollError?: Message;
    pods?: PodCount;
    reportedNetwork?: string;
    snapshotStaleAfterSeconds?: number;
  };
}

/** A changed fact of a node; see `NodeFact`. */
export interface NodeChange {
  kind: NodeChangeKind;
  subject: string;
  /** Milliseconds since the epoch. */
  at: number;
  before?: string;
  after?: string;
  cause?: string;
}

/** Result of polling one node. */
export interface PolledNode {
  nodeId: string;
  /** Milliseconds since the epoch. */
  at: number;
  verdict: Verdict;
  sample?: NodeSample;
  recentSamples: NodeSample[];
  lastSeen?: number;
  failures: number;
  nextPollAt: number;
  /** When the verdict expires. */
  expiresAt: number;
  pollError?: Message;
  /** Number of pods of a pool. */
  pods?: PodCount;
  /** Name of the network that the node reports, if it was discovered without one. */
  reportedNetwork?: string;
  /** Age from which the newest verified snapshot of the node is old, as its sidecar reported it last. */
  snapshotStaleAfterSeconds?: number;
  /** Whether the verdict is new, and is added to the history. */
  fresh: boolean;
  /** Whether the state differs from the stored one. */
  transitioned: boolean;
  /** Current facts, compared with those of the next poll. */
  facts: NodeFact[];
  changes: NodeChange[];
}
