import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { NodesSignal } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { NODES_SIGNAL_CHANNEL } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** `Pick` turns the interface into a type that fits the JSON object which signals carry. */
type NodesMessage = Pick<NodesSignal, keyof NodesSignal>;

/**
 * Tells open pages that nodes changed, and never which or how: anybody who is signed in may listen, so pages ask for their
 * nodes and get what they may see. Without the signals plugin nobody hears it, and pages poll.
 */
export class ChangeAnnouncer {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  async announce(nodeIds: string[]): Promise<void> {
    if (nodeIds.length === 0) return;
    const message: NodesMessage = { changedAt: new Date().toISOString() };
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: NODES_SIGNAL_CHANNEL,
        message,
      });
    } catch (error) {
      this.#logger.debug(
        `Changes could not be announced, pages will poll: ${String(error)}`,
      );
    }
  }
}
