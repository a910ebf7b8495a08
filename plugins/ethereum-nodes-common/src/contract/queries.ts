import { z } from 'zod';
import {
  DEFAULT_NODE_LIMIT,
  DEFAULT_TIMELINE_LIMIT,
  MAX_FILTER_VALUES,
  MAX_HISTORY_HOURS,
  MAX_NODE_LIMIT,
  MAX_TIMELINE_LIMIT,
} from './limits';
import { nodeStateSchema } from './scalars';

/** PostgreSQL refuses a text with a NUL. */
const filterText = z
  .string()
  .max(500)
  .regex(/^[^\0]*$/, 'must not contain a NUL character');

const filter = z.array(filterText).max(MAX_FILTER_VALUES).optional();

const cursor = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .optional()
    .describe('`nextCursor` of the page before.');

const pageLimit = (max: number, usual: number) =>
  z.number().int().min(1).max(max).default(usual);

/** @public */
export const nodeParamsSchema = z.strictObject({
  id: z.string().max(2000).describe('`id` of the node.'),
});

/** @public */
export const nodeQuerySchema = z.strictObject({
  state: z
    .array(nodeStateSchema)
    .max(MAX_FILTER_VALUES)
    .optional()
    .describe('States of the node.'),
  network: filter.describe('Names of networks.'),
  cluster: filter.describe('Names of Kubernetes clusters.'),
  owner: filter.describe('Entity references of owners.'),
  client: filter.describe('Names of execution or consensus clients.'),
  entityRef: filter.describe('Catalog entities that nodes belong to.'),
  q: filterText
    .max(200)
    .optional()
    .describe('Text within name, cluster or namespace.'),
  orderBy: z
    .enum(['severity', 'name', 'network', 'head', 'since'])
    .optional()
    .describe('Default `severity`: worst first, then by name.'),
  order: z.enum(['asc', 'desc']).optional(),
  cursor: cursor(4000),
  limit: pageLimit(MAX_NODE_LIMIT, DEFAULT_NODE_LIMIT),
});

/** Query of the node list. A filter with several values matches any of them. @public */
export type NodeQuery = z.input<typeof nodeQuerySchema>;

/** @public */
export const historyQuerySchema = z.strictObject({
  hours: z
    .number()
    .min(1)
    .max(MAX_HISTORY_HOURS)
    .default(24)
    .describe('Length of the period until now.'),
});

/** @public */
export const timelineQuerySchema = z.strictObject({
  cursor: cursor(400),
  limit: pageLimit(MAX_TIMELINE_LIMIT, DEFAULT_TIMELINE_LIMIT),
});

/** Which page of the timeline of a node. @public */
export type TimelineQuery = z.input<typeof timelineQuerySchema>;

/** @public */
export const declaredQuerySchema = z.strictObject({
  entityRef: filter.describe('Only these catalog entities.'),
});
