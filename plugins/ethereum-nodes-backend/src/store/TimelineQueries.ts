import { InputError } from '@backstage/errors';
import type {
  NodeTimeline,
  TimelineEntry,
  TimelineQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { DEFAULT_TIMELINE_LIMIT } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { EveryField } from '../everyField';
import { parseJsonOrUndefined } from '../parseJsonOrUndefined';
import { parseCodedMessage } from './codedMessages';
import type { ChangeRow, Nullable, DriverRow, TransitionRow } from './rows';
import { toIsoTime } from './rows';

/** Position in the timeline: time, type and ID, newest first. A change sorts as older than a transition of the same millisecond. */
export const timelinePositionSchema = z.tuple([
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  z.enum(['change', 'transition']),
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
]);

type EveryEntry =
  | EveryField<Extract<TimelineEntry, { type: 'transition' }>>
  | EveryField<Extract<TimelineEntry, { type: 'change' }>>;

type Row = { id: number | string; next_at: number | string | null } & (
  | ({ type: 'transition' } & DriverRow<TransitionRow>)
  | ({ type: 'change' } & DriverRow<ChangeRow>)
);

/** Columns of the union of both tables. */
const columns = [
  'state',
  'summary',
  'summary_coded',
  'since',
  'kind',
  'subject',
  'old_value',
  'new_value',
  'cause',
] as const satisfies ReadonlyArray<keyof Nullable<TransitionRow & ChangeRow>>;

/** Timeline of a node: its state transitions and changes of facts. */
export class TimelineQueries {
  private readonly knex: Knex;
  private readonly now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.knex = knex;
    this.now = now;
  }

  async read(
    nodeId: string,
    { cursor, limit = DEFAULT_TIMELINE_LIMIT }: TimelineQuery,
  ): Promise<NodeTimeline> {
    const page = this.knex
      .from(this.entries(nodeId).as('entries'))
      .orderByRaw('at desc, type desc, id desc')
      .limit(limit + 1);
    if (cursor !== undefined) {
      const [at, type, id] = decodeCursor(cursor);
      page.whereRaw(
        '(at < ? or (at = ? and (type < ? or (type = ? and id < ?))))',
        [at, at, type, type, id],
      );
    }
    const rows: Row[] = await page.select('*');
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(toEntry),
      nextCursor:
        last && encodeCursor([Number(last.at), last.type, Number(last.id)]),
    };
  }

  /** All entries of a node up to the current time, each with the time of the next transition. */
  private entries(nodeId: string): Knex.QueryBuilder {
    const part = (table: string, type: string, own: readonly string[]) =>
      this.knex(table)
        .where({ node_id: nodeId })
        .where('at', '<=', this.now())
        .select(
          this.knex.raw(`'${type}' as type`),
          'id',
          'at',
          ...columns.map(column =>
            own.includes(column)
              ? column
              : this.knex.raw(
                  `cast(null as ${
                    column === 'since' ? 'bigint' : 'text'
                  }) as ${column}`,
                ),
          ),
        );
    const both = part('node_transitions', 'transition', columns.slice(0, 4))
      .unionAll([part('node_changes', 'change', columns.slice(4))])
      .as('both');
    return this.knex.from(both).select(
      '*',
      this.knex.raw(
        `min(case when type = 'transition' then at end) over
           (order by at desc, type desc, id desc rows between unbounded preceding and 1 preceding) as next_at`,
      ),
    );
  }
}

function toEntry(row: Row): EveryEntry {
  const at = toIsoTime(row.at) ?? '';
  const nextAt = toIsoTime(row.next_at);
  return row.type === 'transition'
    ? {
        type: row.type,
        at,
        since: toIsoTime(row.since) ?? at,
        state: row.state,
        summary: row.summary,
        summaryCoded: parseCodedMessage(row.summary_coded),
        nextAt,
      }
    : {
        type: row.type,
        at,
        kind: row.kind,
        subject: row.subject,
        before: row.old_value ?? undefined,
        after: row.new_value ?? undefined,
        cause: row.cause ?? undefined,
        nextAt,
      };
}

function encodeCursor(
  position: z.infer<typeof timelinePositionSchema>,
): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decodeCursor(cursor: string) {
  const parsed = timelinePositionSchema.safeParse(
    parseJsonOrUndefined(Buffer.from(cursor, 'base64url').toString()),
  );
  if (!parsed.success) {
    throw new InputError(
      'Invalid cursor for a timeline. Request the first page without a cursor',
    );
  }
  return parsed.data;
}
