import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  planNotifications,
  type NotificationSettings,
  type PlannedNotification,
} from '../notifications/planNotifications';
import type { NotificationMetrics } from '../notifications/NotificationMetrics';
import type { OwnerNotifications } from '../store/OwnerNotifications';

export interface NotifyOwnersDeps {
  notifications: NotificationService;
  ownerNotifications: OwnerNotifications;
  notificationSettings: NotificationSettings;
  notificationMetrics?: NotificationMetrics;
  logger: LoggerService;
  now: () => number;
}

/** Failures after which a run ends if nothing was sent. */
const MAX_FAILURES = 3;

/**
 * Sends the notifications that are due, from the states and transitions in the database: it does not matter which replica polled the
 * nodes or sent earlier notifications.
 *
 * A notification is stored after it is sent. If the process ends in between, it is sent again, and by its scope replaces itself.
 * A notification that could not be sent is sent by a later run.
 */
export async function notifyOwners(
  deps: NotifyOwnersDeps,
  signal: AbortSignal,
): Promise<void> {
  const { ownerNotifications: store, notificationSettings, now } = deps;
  const startedAt = now();
  const notified = await store.loadNotified();
  const nodes = await store.loadNodes(notified, startedAt);
  const plan = planNotifications(
    nodes,
    notified,
    notificationSettings,
    startedAt,
  );
  await store.save([], plan.obsolete, startedAt);
  const failures: unknown[] = [];
  let sent = 0;
  for (const notification of plan.notifications) {
    // Without one success the notifications plugin is considered to be the cause.
    if (signal.aborted || (sent === 0 && failures.length >= MAX_FAILURES)) {
      break;
    }
    try {
      await send(deps, notification, startedAt);
      sent += 1;
      deps.notificationMetrics?.countSent(notification.kind);
    } catch (error) {
      failures.push(error);
      deps.notificationMetrics?.countFailed(notification.kind);
    }
  }
  if (failures.length > 0) {
    deps.logger.warn(
      `Failed to send ${plan.notifications.length - sent} of ${
        plan.notifications.length
      } notifications of owners; the next run sends them`,
      isError(failures[0]) ? failures[0] : undefined,
    );
  }
}

async function send(
  { notifications, ownerNotifications }: NotifyOwnersDeps,
  { ownerRef, payload, opened, closed }: PlannedNotification,
  now: number,
): Promise<void> {
  await notifications.send({
    recipients: { type: 'entity', entityRef: ownerRef },
    payload,
  });
  await ownerNotifications.save(opened, closed, now);
}
