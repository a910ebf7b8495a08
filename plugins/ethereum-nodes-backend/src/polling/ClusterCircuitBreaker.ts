import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message } from '@nodeyard/ethereum';

/** So many silences in a row, and a cluster is left alone. */
const MAX_CONSECUTIVE_FAILURES = 10;

/**
 * Keeps one dead cluster from using up a polling round: after ten reads in a row that nobody answered, the rest of its nodes
 * wait for the next round. A cluster that gave discovery no answer starts out open, until discovery finds it again.
 */
export class ClusterCircuitBreaker {
  #openBecause: Message | undefined;
  #silences = 0;

  constructor(openReason?: Message) {
    this.#openBecause = openReason;
  }

  /** Why nothing is to be asked now; undefined when it may. */
  get openBecause(): Message | undefined {
    return this.#openBecause;
  }

  record(answered: boolean, reason: Message): void {
    this.#silences = answered ? 0 : this.#silences + 1;
    if (this.#silences >= MAX_CONSECUTIVE_FAILURES) {
      this.#openBecause = say('reads-unanswered', {
        reads: this.#silences,
        reason,
      });
    }
  }
}
