import { z } from 'zod';
import {
  blockHashSchema,
  digestSchema,
  instantSchema,
  nameSchema,
  snapshotIdSchema,
} from './manifest';

const blockNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** `latest.json`: the newest verified snapshot. @public */
export const latestSchema = z.strictObject({
  format: z.literal('nodeyard-latest/1'),
  snapshot: snapshotIdSchema,
  /** Of the snapshot's manifest. */
  digest: digestSchema,
  block: blockNumber,
  updatedAt: instantSchema,
});

/** `verification.json`: result of booting a client from the snapshot. @public */
export const verificationSchema = z.strictObject({
  format: z.literal('nodeyard-verification/1'),
  snapshot: snapshotIdSchema,
  digest: digestSchema,
  result: z.enum(['passed', 'failed']),
  method: z.literal('boot'),
  client: nameSchema,
  clientVersion: z.string().min(1).max(128),
  /** Requested number and returned hash; null without an answer. */
  block: z.strictObject({
    number: blockNumber,
    hash: blockHashSchema.nullable(),
  }),
  at: instantSchema,
});

/** `builds/<id>.json`: heartbeat of a build. */
export const heartbeatSchema = z.strictObject({
  format: z.literal('nodeyard-build/1'),
  startedAt: instantSchema,
  refreshedAt: instantSchema,
});

/** @public */
export type Latest = z.infer<typeof latestSchema>;
/** @public */
export type Verification = z.infer<typeof verificationSchema>;
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** UTC time in whole seconds, the format of all documents. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
