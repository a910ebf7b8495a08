import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { nodeChangeKinds } from './changeKinds';
import { MAX_TIMELINE_LIMIT } from './limits';
import {
  count,
  nextCursor,
  nodeStateSchema,
  number,
  text,
  time,
} from './scalars';

/** Above what a node's rows of 90 days can be. */
const MAX_HISTORY = 100_000;

/** @public */
export const stateTransitionSchema = z
  .object({
    state: nodeStateSchema,
    at: time.describe('When the state was concluded.'),
    since: time
      .optional()
      .describe(
        'When the state began, as far as it was observed: of a stall when the head stopped. Absent from older backends.',
      ),
    summary: text,
    summaryCoded: messageSchema.optional(),
  })
  .describe('A state that a node entered.');

/** A state that a node entered. @public */
export type StateTransition = z.infer<typeof stateTransitionSchema>;

/** @public */
export const historyPointSchema = z
  .object({
    at: time,
    state: nodeStateSchema,
    headNumber: count.optional(),
    headAgeSeconds: number.optional(),
    executionPeers: count.optional(),
  })
  .describe("A point of a node's down-sampled history.");

/** A point of a node's down-sampled history. @public */
export type HistoryPoint = z.infer<typeof historyPointSchema>;

/** @public */
export const nodeHistorySchema = z
  .object({
    transitions: z.array(stateTransitionSchema).max(MAX_HISTORY),
    points: z.array(historyPointSchema).max(MAX_HISTORY),
  })
  .describe('Oldest first.');

/** History of a node, oldest first. @public */
export type NodeHistory = z.infer<typeof nodeHistorySchema>;

/** @public */
export const timelineTransitionSchema = stateTransitionSchema.extend({
  type: z.literal('transition'),
  nextAt: time
    .optional()
    .describe(
      'When the node entered its next state; absent for the current one.',
    ),
});

/** @public */
export const timelineChangeSchema = z.object({
  type: z.literal('change'),
  at: time,
  kind: z
    .enum(nodeChangeKinds)
    .describe(
      '`version`: of a client as it reports it. `image`: of a container in the workload. `revision`: of the workload. `configuration`: what the node is started with. `pod`: the pod was replaced. `restart`: a container restarted in the same pod.',
    ),
  subject: text.describe(
    '`execution` and `consensus` for clients; names of containers, pods and settings otherwise.',
  ),
  before: text.optional(),
  after: text.optional(),
  cause: text
    .optional()
    .describe('As the cluster reports it: `OOMKilled (137)`.'),
  nextAt: time
    .optional()
    .describe(
      'When the node entered its next state; absent if it has not since.',
    ),
});

const timelineEntrySchema = z.discriminatedUnion('type', [
  timelineTransitionSchema,
  timelineChangeSchema,
]);

/** A state that a node entered, or a change of the node. @public */
export type TimelineEntry =
  | z.infer<typeof timelineTransitionSchema>
  | z.infer<typeof timelineChangeSchema>;

/** @public */
export const nodeTimelineSchema = z.object({
  items: z.array(timelineEntrySchema).max(MAX_TIMELINE_LIMIT),
  nextCursor,
});

/** A page of the timeline of a node, newest first. @public */
export type NodeTimeline = z.infer<typeof nodeTimelineSchema>;
