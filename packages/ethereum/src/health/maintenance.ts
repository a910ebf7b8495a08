import { z } from 'zod';
import { END_OF_TIME, millisecondsTime, clippedText } from './bounds';

/** Why a node is out of service on purpose. @public */
export const maintenanceKinds = [
  'snapshot',
  'upgrade',
  'restore',
  'resync',
] as const;

/** A period in which a node is out of service on purpose. @public */
export const maintenanceSchema = z.object({
  kind: z.enum(maintenanceKinds),
  /** Person or workload that stopped the node. */
  by: clippedText,
  /** Milliseconds since the epoch. */
  since: millisecondsTime,
  /** End in milliseconds since the epoch: afterwards the node is judged as any other. */
  until: millisecondsTime,
});
/** @public */
export type Maintenance = z.infer<typeof maintenanceSchema>;

/**
 * Annotation that announces a {@link Maintenance} as a JSON object of its `kind`, `by`, `until` and, unless it begins now,
 * `since`, times as in `2026-11-30T18:00:00Z`. On the StatefulSet of a node for a stop by hand, on the snapshot Lease for snapshots.
 * @public
 */
export const ANNOTATION_MAINTENANCE = 'ethereum.nodeyard.io/maintenance';

/** Maximum duration, whatever was announced: 14 days, twice the longest resync. */
const MAX_MAINTENANCE_MS = 14 * 86_400_000;

const instant = z.iso
  .datetime({ offset: true, error: 'expected a time as 2026-11-30T18:00:00Z' })
  .transform(text => Date.parse(text))
  .pipe(millisecondsTime);

const announcementSchema = z.object({
  kind: z.enum(maintenanceKinds),
  by: z.string().min(1).max(253),
  since: instant.optional(),
  until: instant,
});

/** The value of {@link ANNOTATION_MAINTENANCE}. @public */
export function formatMaintenance({
  kind,
  by,
  since,
  until,
}: Maintenance): string {
  return JSON.stringify({
    kind,
    by,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
  });
}

/** @public */
export type ParsedMaintenance =
  | { ok: true; maintenance: Maintenance }
  | { ok: false; problem: string };

/**
 * Reads the value of {@link ANNOTATION_MAINTENANCE}.
 *
 * @param now - milliseconds since the epoch; stands for `since` where the announcement has none
 * @public
 */
export function parseMaintenance(text: string, now: number): ParsedMaintenance {
  let value: unknown;
  try {
    value = text.length <= 2000 ? JSON.parse(text) : undefined;
  } catch {
    // Invalid JSON is refused by the schema below.
  }
  const parsed = announcementSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    return { ok: false, problem: `${field}${issue?.message}` };
  }
  const { kind, by, until } = parsed.data;
  const since = Math.min(parsed.data.since ?? now, until);
  return {
    ok: true,
    maintenance: {
      kind,
      by,
      since,
      until: Math.min(until, since + MAX_MAINTENANCE_MS, END_OF_TIME * 1000),
    },
  };
}
