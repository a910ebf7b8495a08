import { InputError } from '@backstage/errors';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import { z } from 'zod';

/** PostgreSQL refuses a text with a NUL, which no field holds. */
const text = z.string().regex(/^[^\0]*$/, 'must not have a NUL in it');
const several = z.array(text).optional();

const nodeQuerySchema = z.object({
  state: z.array(z.enum(nodeStates)).optional(),
  network: several,
  cluster: several,
  owner: several,
  client: several,
  entityRef: several,
  q: text.optional(),
  orderBy: z.enum(['severity', 'name', 'network', 'head', 'since']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  cursor: z.string().optional(),
  limit: z.number().optional(),
});

/** The list's query with the types that the contract promises. */
export function readNodeQuery(query: unknown): NodeQuery {
  const parsed = nodeQuerySchema.safeParse(query);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  return parsed.data;
}
