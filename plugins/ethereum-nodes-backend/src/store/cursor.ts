import { InputError } from '@backstage/errors';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { z } from 'zod';
import { parseJsonOrUndefined } from '../parseJsonOrUndefined';
import { textSchema as text } from '../textSchema';
import { severitySql } from './severity';

export type OrderBy = NonNullable<NodeQuery['orderBy']>;
export type Order = NonNullable<NodeQuery['order']>;

/** What each order sorts by before name and ID, which break ties. Works on the columns of `currentNodes`. */
const leadingColumns: Record<OrderBy, string[]> = {
  severity: [severitySql('state')],
  name: [],
  network: ['network'],
  head: ['coalesce(head_number, -1)'],
  since: ['since'],
};

/** PostgreSQL hands out bigint columns as text, and refuses numbers that they cannot hold. */
const integer = z
  .union([z.int(), z.string().regex(/^-?\d{1,16}$/)])
  .transform(Number)
  .pipe(z.int());
const severity = z.int().min(0).max(nodeStates.length);

/** The sort columns of the last row, in the types of the columns. */
const positions: Record<OrderBy, z.ZodType<Array<string | number>>> = {
  severity: z.tuple([severity, text, text]),
  name: z.tuple([text, text]),
  network: z.tuple([text, text, text]),
  head: z.tuple([integer, text, text]),
  since: z.tuple([integer, text, text]),
};

/** The columns that make the position of a row, as SQL. */
export function sortColumns(orderBy: OrderBy): string[] {
  return [...leadingColumns[orderBy], 'name', 'id'];
}

/** Adds the order; `desc` turns the named column around and leaves ties in order. */
export function addSortOrder(
  query: Knex.QueryBuilder,
  orderBy: OrderBy,
  order: Order,
): void {
  for (const [index, column] of sortColumns(orderBy).entries()) {
    query.orderByRaw(`${column} ${index === 0 ? order : 'asc'}`);
  }
}

/** Only what comes after the cursor's row, in its order. */
export function whereAfter(
  query: Knex.QueryBuilder,
  cursor: string,
  orderBy: OrderBy,
  order: Order,
): void {
  const after = decodeCursor(cursor, orderBy, order);
  const columns = sortColumns(orderBy);
  query.where(either => {
    for (let index = 0; index < columns.length; index += 1) {
      either.orWhere(all => {
        for (let equal = 0; equal < index; equal += 1) {
          all.whereRaw(`${columns[equal]} = ?`, [after[equal]]);
        }
        const beyond = index === 0 && order === 'desc' ? '<' : '>';
        all.whereRaw(`${columns[index]} ${beyond} ?`, [after[index]]);
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

/** @returns the position that the cursor stands for */
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
      'The cursor is not one of this list and order; start again without it',
    );
  }
  return parsed.data.after;
}
