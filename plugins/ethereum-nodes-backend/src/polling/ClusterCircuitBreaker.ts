import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';

/** Consecutive unanswered reads that open the breaker. */
const MAX_CONSECUTIVE_FAILURES = 10;

/**
 * Circuit breaker of one cluster in one polling round, so that an unreachable cluster does not use up the round. It opens after ten
 * consecutive unanswered reads; the remaining nodes of the cluster wait for the next round. A cluster that was unreachable in the
 * last discovery starts open.
 */
export class ClusterCircuitBreaker {
  private reason: Message | undefined;
  private failures = 0;

  constructor(openReason?: Message) {
    this.reason = openReason;
  }

  /** Why the breaker is open; undefined if it is closed. */
  get openBecause(): Message | undefined {
    return this.reason;
  }

  record(answered: boolean, reason: Message): void {
    this.failures = answered ? 0 : this.failures + 1;
    if (this.failures >= MAX_CONSECUTIVE_FAILURES) {
      this.reason = say('reads-unanswered', {
        reads: this.failures,
        reason,
      });
    }
  }
}
