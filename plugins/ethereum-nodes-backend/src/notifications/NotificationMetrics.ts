import type {
  MetricsService,
  MetricsServiceCounter,
} from '@backstage/backend-plugin-api/alpha';
import type { PlannedNotification } from './planNotifications';

type Attributes = { kind: PlannedNotification['kind'] };

/** Counters of notifications to owners, by kind. */
export class NotificationMetrics {
  private readonly sent: MetricsServiceCounter<Attributes>;
  private readonly failed: MetricsServiceCounter<Attributes>;

  constructor(metrics: Pick<MetricsService, 'createCounter'>) {
    this.sent = metrics.createCounter('ethereum_nodes.notifications', {
      description: 'Notifications that were sent to owners of nodes',
    });
    this.failed = metrics.createCounter(
      'ethereum_nodes.notification_failures',
      {
        description:
          'Notifications to owners that could not be sent; each attempt counts',
      },
    );
  }

  countSent(kind: PlannedNotification['kind']): void {
    this.sent.add(1, { kind });
  }

  countFailed(kind: PlannedNotification['kind']): void {
    this.failed.add(1, { kind });
  }
}
