import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { storedSentence } from '../workloads';

const target = z.object({
  pod: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
});

/** What is stored of a node that a chart of others runs. */
export const thirdPartyLocatorSchema = z.object({
  kind: z.literal('others'),
  /** Absent when there is no such pod, or no such port of it. */
  execution: target.optional(),
  consensus: target.optional(),
  /** Why it cannot be called although it may run: what is configured does not fit it. */
  problem: storedSentence.optional(),
  /** Why there is no pod. */
  absent: storedSentence.optional(),
  /** Why its pods do not do their work. */
  trouble: messageSchema.optional(),
});

export type PodTarget = z.infer<typeof target>;
export type ThirdPartyLocator = z.infer<typeof thirdPartyLocatorSchema>;
