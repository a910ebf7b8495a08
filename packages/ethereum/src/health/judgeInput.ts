import type { Network } from '../networks/schema';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

/**
 * Input of a verdict.
 * @public
 */
export interface JudgeInput {
  network: Network;
  /** One node's samples, oldest first; about ten minutes of them, so that rate and stalls can be detected. */
  samples: readonly NodeSample[];
  /** Milliseconds since the epoch. */
  now: number;
  /** Milliseconds between samples. */
  pollIntervalMs: number;
  /** Other nodes of the same network; required to detect a stall of the network. */
  others?: {
    /** Number of other nodes with a head. */
    count: number;
    /** Newest head among them, seconds since the epoch. */
    newestHeadTimestamp: number;
  };
  /** Previous verdict of the node, for `since` and the hysteresis of readiness. */
  previous?: Verdict;
}
