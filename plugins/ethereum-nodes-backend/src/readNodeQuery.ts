import { InputError } from '@backstage/errors';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import { z } from 'zod';
import { textSchema } from './textSchema';

/** Limits of the REST contract. */
const several = z.array(textSchema).max(100).optional();

export const nodeQuerySchema = z.object({
  state: z.array(z.enum(nodeStates)).max(100).optional(),
  network: several,
  cluster: several,
  owner: several,
  client: several,
  entityRef: several,
  q: textSchema.optional(),
  orderBy: z.enum(['severity', 'name', 'network', 'head', 'since']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.number().int().min(1).max(200).optional(),
});

/** Validates the query of the node list. */
export function readNodeQuery(query: unknown): NodeQuery {
  const parsed = nodeQuerySchema.safeParse(query);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  return parsed.data;
}
