import { InputError } from '@backstage/errors';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { z } from 'zod';
import { parseJsonOrUndefined } from '../parseJsonOrUndefined';
import { textSchema as text } from '../textSchema';
import { severitySql } from './severity';

type OrderBy = NonNullable<NodeQuery['orderBy']>;
type Order = NonNullable<NodeQuery['order']>;

/** Sort columns before the tie breakers name and ID, as columns of `currentNodes`. */
const leadingColumns: Record<OrderBy, string[]> = {
  severity: [severitySql('state')],
  name: [],
  network: ['network'],
  head: ['coalesce(head_number, -1)'],
  since: ['since'],
};

/** PostgreSQL returns bigint as text, and refuses numbers out of its range. */
const integer = z
  .union([z.int(), z.string().regex(/^-?\d{1,16}$/)])
  .transform(Number)
  .pipe(z.int());
const severity = z.int().min(0).max(nodeStates.length);

/** Values of the sort columns in the last row. */
const positions: Record<OrderBy, z.ZodType<Array<string | number>>> = {
  severity: z.tuple([severity, text, text]),
  name: z.tuple([text, text]),
  network: z.tuple([text, text, text]),
  head: z.tuple([integer, text, text]),
  since: z.tuple([integer, text, text]),
};

/** Columns of the position of a row, as SQL. */
export function sortColumns(orderBy: OrderBy): string[] {
  return [...leadingColumns[orderBy], 'name', 'id'];
}

/** Adds the order to a query; `desc` applies to the first column only. */
export function addSortOrder(
  query: Knex.QueryBuilder,
  orderBy: OrderBy,
  order: Order,
): void {
  for (const [index, column] of sortColumns(orderBy).entries()) {
    query.orderByRaw(`${column} ${index === 0 ? order : 'asc'}`);
  }
}

/** Restricts a query to the rows after the cursor. */
export function whereAfter(
  query: Knex.QueryBuilder,
  cursor: string,
  orderBy: OrderBy,
  order: Order,
): void {
  const after = decodeCursor(cursor, orderBy, order);
  const columns = sortColumns(orderBy);
  query.where(either => {
    for (const [index, value] of after.entries()) {
      either.orWhere(all => {
        for (const [equal, equalValue] of after.slice(0, index).entries()) {
          all.whereRaw(`${columns[equal]} = ?`, [equalValue]);
        }
        const beyond = index === 0 && order === 'desc' ? '<' : '>';
        all.whereRaw(`${columns[index]} ${beyond} ?`, [value]);
      });
    }
  });
}

export function encodeCursor(
  orderBy: OrderBy,
  order: Order,
  after: Array<string | number>,
): string {
  return Buffer.from(JSON.stringify({ orderBy, order, after })).toString(
    'base64url',
  );
}

/** @throws InputError for a cursor of another list or order */
function decodeCursor(
  cursor: string,
  orderBy: OrderBy,
  order: Order,
): Array<string | number> {
  const parsed = z
    .strictObject({
      orderBy: z.literal(orderBy),
      order: z.literal(order),
      after: positions[orderBy],
    })
    .safeParse(
      parseJsonOrUndefined(Buffer.from(cursor, 'base64url').toString()),
    );
  if (!parsed.success) {
    throw new InputError(
      'Invalid cursor for this list and order. Request the first page without a cursor',
    );
  }
  return parsed.data.after;
}
