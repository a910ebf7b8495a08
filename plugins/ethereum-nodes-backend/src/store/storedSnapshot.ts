import { nodeSnapshotSchema } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ListedSnapshot } from '@nodeyard/snapshot-store';
import { z } from 'zod';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().max(1000);
const { failure } = nodeSnapshotSchema.shape.verification.unwrap().shape;

/** JSON of a snapshot row. A row of an older version with another shape is ignored and listed again from its store. */
export const storedSnapshotSchema: z.ZodType<ListedSnapshot> = z.object({
  id: text,
  network: text,
  client: text,
  clientVersion: text,
  scheme: text.nullable(),
  history: text.nullable(),
  block: z.object({ number: count, hash: text, timestamp: count }),
  createdAt: text,
  parent: text.nullable(),
  totals: z.object({
    files: count,
    bytes: count,
    chunks: count,
    newBytes: count,
  }),
  digest: text,
  verification: z
    .object({
      result: z.enum(['passed', 'failed']),
      failure,
      clientVersion: text,
      at: text,
    })
    .nullable(),
  latest: z.boolean(),
});
