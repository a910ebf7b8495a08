import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  FoundNode,
  NodeFact,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Message, NodeSample, Verdict } from '@nodeyard/ethereum';

/** A stored node with what the last polls left of it. */
export interface KnownNode {
  node: FoundNode;
  source: string;
  /** What it was made of when it was last polled. */
  facts?: NodeFact[];
  /** Absent before the first poll. Times in milliseconds since the epoch. */
  last?: {
    verdict: Verdict;
    sample?: NodeSample;
    /** Oldest first; empty when somebody else judges the node. */
    recentSamples: NodeSample[];
    /** Newest answer of any kind. */
    lastSeen?: number;
    /** Polls in a row that brought nothing. */
    failures: number;
    nextPollAt: number;
    expiresAt: number;
    pollError?: Message;
    pods?: PodCount;
    reportedNetwork?: string;
  };
}

/** Something about a node that is another than before; see `NodeFact`. */
export interface NodeChange {
  kind: NodeChangeKind;
  subject: string;
  /** Milliseconds since the epoch. */
  at: number;
  before?: string;
  after?: string;
  cause?: string;
}

/** What one poll made of one node: what is stored, and what is told. */
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
  /** From here on the verdict is too old to be believed. */
  expiresAt: number;
  pollError?: Message;
  /** Of a pool, as the verdict has it. */
  pods?: PodCount;
  /** Name of the network that the node reports, where it was found without one. */
  reportedNetwork?: string;
  /** True when the verdict was made just now, so that it belongs into the history. */
  fresh: boolean;
  /** True when the node came into another state than the stored one. */
  transitioned: boolean;
  /** What it is made of, to compare the next look with. */
  facts: NodeFact[];
  changes: NodeChange[];
}
