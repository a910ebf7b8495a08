import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  RouteAnswer,
  RouteName,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { redactCredentials } from '@nodeyard/ethereum';

/** How the requests of a route are audited. */
export interface RouteAudit<Answer = unknown> {
  /** Kebab-case, without the plugin ID, which the auditor adds. */
  eventId: string;
  /** Kind of request among those of the event. */
  queryType: string;
  /** `low` (default) of reads, `medium` of writes. */
  severityLevel?: AuditorServiceCreateEventOptions['severityLevel'];
  /** What a success records of the answer. */
  answerMeta?: (answer: Answer) => JsonObject;
}

/**
 * Audit events of the routes. A route without a row does not compile. `/openapi.json` is not audited: it has no data.
 *
 * Requests without valid credentials or parameters, and those beyond a caller's limit, are refused before they are audited.
 */
export const routeAudits: {
  [Name in RouteName]: RouteAudit<RouteAnswer<Name>>;
} = {
  listNodes: { eventId: 'node-fetch', queryType: 'by-query' },
  getNode: { eventId: 'node-fetch', queryType: 'by-id' },
  getHistory: { eventId: 'node-fetch', queryType: 'history' },
  getTimeline: { eventId: 'node-fetch', queryType: 'timeline' },
  getSnapshots: { eventId: 'snapshot-fetch', queryType: 'by-node' },
  getSnapshotRun: { eventId: 'snapshot-fetch', queryType: 'run' },
  requestSnapshot: {
    eventId: 'snapshot-request',
    queryType: 'by-node',
    severityLevel: 'medium',
    answerMeta: ({ job }) => ({ job }),
  },
  listDeclared: { eventId: 'declared-node-fetch', queryType: 'by-query' },
  getFleet: { eventId: 'fleet-fetch', queryType: 'totals' },
  getFleetDiversity: { eventId: 'fleet-fetch', queryType: 'diversity' },
  getFleetForks: { eventId: 'fleet-fetch', queryType: 'forks' },
  getFleetSnapshots: { eventId: 'fleet-fetch', queryType: 'snapshots' },
  getFleetDisks: { eventId: 'fleet-fetch', queryType: 'disks' },
  getFleetHeads: { eventId: 'fleet-fetch', queryType: 'heads' },
  getFleetCost: { eventId: 'fleet-fetch', queryType: 'cost' },
};

/**
 * Runs `work` within an audit event, which succeeds or fails with it.
 *
 * @param options - `meta` must not contain URLs of endpoints, headers or other secrets
 * @throws the error of `work`
 */
export async function audited<T>(
  auditor: AuditorService,
  options: RouteAudit<T> &
    Pick<AuditorServiceCreateEventOptions, 'request' | 'meta'>,
  work: () => Promise<T>,
): Promise<T> {
  const { queryType, meta, answerMeta, ...event } = options;
  const auditorEvent = await auditor.createEvent({
    ...event,
    meta: { queryType, ...meta },
  });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await auditorEvent.fail({ error: toAuditedError(error) });
    throw error;
  }
  await auditorEvent.success(answerMeta && { meta: answerMeta(result) });
  return result;
}

/** Name and message only. Messages of libraries may contain the URL of a request. */
function toAuditedError(error: unknown): Error {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  const redacted = new Error(redactCredentials(message));
  redacted.name = name;
  redacted.stack = `${name}: ${redacted.message}`;
  return redacted;
}
