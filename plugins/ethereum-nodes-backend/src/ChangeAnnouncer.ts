import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { NodesSignal } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { NODES_SIGNAL_CHANNEL } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/** `Pick` turns the interface into a type that fits the JSON object which signals carry. */
type NodesMessage = Pick<NodesSignal, keyof NodesSignal>;

/**
 * Publishes a signal to open pages when nodes change. The signal names no node, because every signed-in user can subscribe to it:
 * pages request their nodes again and receive only those that the user may read. Without the signals plugin pages poll.
 */
export class ChangeAnnouncer {
  private readonly signals: SignalsService;
  private readonly logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.signals = options.signals;
    this.logger = options.logger;
  }

  async announce(nodeIds: string[]): Promise<void> {
    if (nodeIds.length === 0) return;
    const message: NodesMessage = { changedAt: new Date().toISOString() };
    try {
      await this.signals.publish({
        recipients: { type: 'broadcast' },
        channel: NODES_SIGNAL_CHANNEL,
        message,
      });
    } catch (error) {
      this.logger.debug(
        `Failed to publish the signal of changed nodes, pages poll instead: ${String(
          error,
        )}`,
      );
    }
  }
}
