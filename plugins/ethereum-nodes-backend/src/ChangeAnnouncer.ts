import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { NODES_SIGNAL_CHANNEL } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { chunks } from './store/rows';

/** A signal goes to every open page: keep it small. */
const idsPerSignal = 500;

/**
 * Tells open pages which nodes changed, and never how: anybody who is signed in may listen, so pages ask for the nodes and
 * get what they may see. Without the signals plugin nobody hears it, and pages poll.
 */
export class ChangeAnnouncer {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  async announce(nodeIds: string[]): Promise<void> {
    try {
      for (const ids of chunks(nodeIds, idsPerSignal)) {
        await this.#signals.publish({
          recipients: { type: 'broadcast' },
          channel: NODES_SIGNAL_CHANNEL,
          message: { nodeIds: ids },
        });
      }
    } catch (error) {
      this.#logger.debug(
        `Changes could not be announced, pages will poll: ${String(error)}`,
      );
    }
  }
}
