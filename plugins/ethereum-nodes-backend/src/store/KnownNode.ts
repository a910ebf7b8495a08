import type {
  FoundNode,
  PodCount,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeSample, Verdict } from '@nodeyard/ethereum';

/** A stored node with what the last polls left of it. */
export interface KnownNode {
  node: FoundNode;
  source: string;
  /** Absent before the first poll. Times in milliseconds since the epoch. */
  last?: {
    verdict: Verdict;
    sample?: NodeSample;
    /** Oldest first; empty when somebody else judges the node. */
    recentSamples: NodeSample[];
    /** Newest answer of any kind. */
    seen?: number;
    /** Polls in a row that brought nothing. */
    failures: number;
    nextPollAt: number;
    expiresAt: number;
    pollError?: string;
    pods?: PodCount;
    reportedNetwork?: string;
  };
}

/** What one poll made of one node: what is stored, and what is told. */
export interface PolledNode {
  nodeId: string;
  /** Milliseconds since the epoch. */
  at: number;
  verdict: Verdict;
  sample?: NodeSample;
  recentSamples: NodeSample[];
  seen?: number;
  failures: number;
  nextPollAt: number;
  /** From here on the verdict is too old to be believed. */
  expiresAt: number;
  pollError?: string;
  /** Of a pool, as the verdict has it. */
  pods?: PodCount;
  /** Name of the network that the node reports, where it was found without one. */
  reportedNetwork?: string;
  /** True when the verdict was made just now, so that it belongs into the history. */
  fresh: boolean;
  /** True when the node came into another state than the stored one. */
  transitioned: boolean;
}
