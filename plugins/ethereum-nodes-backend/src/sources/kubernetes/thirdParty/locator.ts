import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';
import { storedSentence } from '../workloads';

const target = z.object({
  pod: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
});

/** Locator of a node of a third-party chart. */
export const thirdPartyLocatorSchema = z.object({
  kind: z.literal('others'),
  /** Absent without such a pod or port. */
  execution: target.optional(),
  consensus: target.optional(),
  /** Why its rule does not fit it, although it may run. */
  problem: storedSentence.optional(),
  /** Why there is no pod. */
  absent: storedSentence.optional(),
  /** Why its pods do not run. */
  trouble: messageSchema.optional(),
});

export type PodTarget = z.infer<typeof target>;
export type ThirdPartyLocator = z.infer<typeof thirdPartyLocatorSchema>;
