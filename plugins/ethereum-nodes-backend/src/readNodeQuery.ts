import { InputError } from '@backstage/errors';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import { z } from 'zod';
import { textSchema } from './textSchema';

const several = z.array(textSchema).optional();

const nodeQuerySchema = z.object({
  state: z.array(z.enum(nodeStates)).optional(),
  network: several,
  cluster: several,
  owner: several,
  client: several,
  entityRef: several,
  q: textSchema.optional(),
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
