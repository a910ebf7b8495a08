import { messageSchema } from '@nodeyard/ethereum';
import { z } from 'zod';

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
  problem: z.string().max(2000).optional(),
  /** Why there is no pod. */
  absent: z.string().max(1000).optional(),
  /** Why its pods do not run. */
  trouble: messageSchema.optional(),
});

export type PodTarget = z.infer<typeof target>;
export type ThirdPartyLocator = z.infer<typeof thirdPartyLocatorSchema>;
