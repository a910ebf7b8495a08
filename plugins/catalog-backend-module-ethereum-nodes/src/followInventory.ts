import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  NODE_INVENTORY_TOPIC,
  nodeInventoryEventSchema,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';

/** From the first event until its run, and between attempts. */
const DELAY_MS = 5_000;

/**
 * Triggers a run after the inventory changed. Events within five seconds share one run. An event during a run triggers the next one
 * after it, because that run may have read the nodes before the event.
 * @param trigger - starts a run; throws a ConflictError during a run. After another error the schedule has the next run.
 */
export async function followInventory(options: {
  events: Pick<EventsService, 'subscribe'>;
  lifecycle: Pick<LifecycleService, 'addShutdownHook'>;
  logger: LoggerService;
  trigger: () => Promise<void>;
}): Promise<void> {
  const { events, lifecycle, logger, trigger } = options;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const triggerLater = () => {
    if (timer !== undefined || isStopped) return;
    timer = setTimeout(async () => {
      timer = undefined;
      try {
        await trigger();
      } catch (error) {
        if (error instanceof Error && error.name === 'ConflictError') {
          triggerLater();
        } else {
          logger.warn(
            `No run after a change of the inventory; the scheduled one follows: ${error}`,
          );
        }
      }
    }, DELAY_MS);
    timer.unref();
  };

  lifecycle.addShutdownHook(() => {
    isStopped = true;
    clearTimeout(timer);
  });
  await events.subscribe({
    id: 'ethereum-nodes-entities',
    topics: [NODE_INVENTORY_TOPIC],
    async onEvent({ eventPayload }) {
      const parsed = nodeInventoryEventSchema.safeParse(eventPayload);
      if (parsed.success) {
        triggerLater();
      } else {
        logger.warn(
          `Ignored an event of ${NODE_INVENTORY_TOPIC} with another payload than its schema`,
        );
      }
    },
  });
}
