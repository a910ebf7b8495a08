import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { NodesSignal } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { NODES_SIGNAL_CHANNEL } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  NodeInventoryChange,
  NodeInventoryEvent,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  MAX_INVENTORY_CHANGES,
  NODE_INVENTORY_TOPIC,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { chunks } from './store/rows';

/** `Pick` turns the interface into a type that fits the JSON object which signals carry. */
type NodesMessage = Pick<NodesSignal, keyof NodesSignal>;

/**
 * Publishes changes: a signal to open pages, and events to other backend plugins.
 *
 * The signal names no node, because every signed-in user can subscribe to it: pages request their nodes again and receive only those
 * that the user may read. Without the signals plugin pages poll. A failure is logged and does not affect the task.
 */
export class ChangeAnnouncer {
  private readonly signals: SignalsService;
  private readonly events: Pick<EventsService, 'publish'>;
  private readonly logger: LoggerService;

  constructor(options: {
    signals: SignalsService;
    events: Pick<EventsService, 'publish'>;
    logger: LoggerService;
  }) {
    this.signals = options.signals;
    this.events = options.events;
    this.logger = options.logger;
  }

  /** @param changed - what changed: nodes, or lists of snapshots that belong to nodes; none is no signal */
  async announce(changed: readonly unknown[]): Promise<void> {
    if (changed.length === 0) return;
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

  /** Publishes {@link NodeInventoryEvent}s. */
  async announceInventory(
    changes: readonly NodeInventoryChange[],
  ): Promise<void> {
    const changedAt = new Date().toISOString();
    try {
      for (const part of chunks(changes, MAX_INVENTORY_CHANGES)) {
        const eventPayload: NodeInventoryEvent = { changedAt, changes: part };
        await this.events.publish({
          topic: NODE_INVENTORY_TOPIC,
          eventPayload,
        });
      }
    } catch (error) {
      this.logger.warn(
        `Failed to publish changes of the inventory, subscribers have to read it: ${String(
          error,
        )}`,
      );
    }
  }
}
