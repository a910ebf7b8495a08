import type { ListedSnapshot } from '@nodeyard/snapshots';
import { z } from 'zod';

const count = z.number().int().min(0);

/** A snapshot as its column holds it. What an older version stored in another shape is read from its store again. */
export const storedSnapshotSchema: z.ZodType<ListedSnapshot> = z.object({
  id: z.string(),
  network: z.string(),
  client: z.string(),
  clientVersion: z.string(),
  scheme: z.string().nullable(),
  history: z.string().nullable(),
  block: z.object({ number: count, hash: z.string(), timestamp: count }),
  createdAt: z.string(),
  parent: z.string().nullable(),
  totals: z.object({
    files: count,
    bytes: count,
    chunks: count,
    newBytes: count,
  }),
  digest: z.string(),
  verification: z
    .object({
      result: z.enum(['passed', 'failed']),
      clientVersion: z.string(),
      at: z.string(),
    })
    .nullable(),
  latest: z.boolean(),
});
