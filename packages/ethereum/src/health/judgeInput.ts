import type { Network } from '../networks/schema';
import type { NodeSample } from './sample';
import type { Verdict } from './verdict';

/**
 * What a verdict is made from.
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
  /** What is known of other nodes of the same network; without it no network-wide stall can be detected. */
  others?: {
    /** How many other nodes were seen. */
    count: number;
    /** Newest head among them, seconds since the epoch. */
    newestHeadTimestamp: number;
  };
  /** The node's last verdict: carries `since`, and readiness through hysteresis. */
  previous?: Verdict;
}
