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

/**
 * Why a verification failed. `no-response`: the client did not answer. `block-missing`: it answered without the snapshot's block.
 * `block-differs`: its block of that number has another hash. `state-missing`: it does not have the state of that block.
 * `history-missing`: it lacks blocks or receipts of its history mode. @public
 */
export const verificationFailureSchema = z.enum([
  'no-response',
  'block-missing',
  'block-differs',
  'state-missing',
  'history-missing',
]);

/** `verification.json`: result of booting a client from the snapshot. @public */
export const verificationSchema = z.strictObject({
  format: z.literal('nodeyard-verification/1'),
  snapshot: snapshotIdSchema,
  digest: digestSchema,
  result: z.enum(['passed', 'failed']),
  /** Why it failed; absent in documents of versions before 0.2. */
  failure: verificationFailureSchema.optional(),
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

/** @public */
export type VerificationFailure = z.infer<typeof verificationFailureSchema>;

/** `clientVersion` of a verification whose client did not answer. */
export const NO_CLIENT_VERSION = 'none';

/** @returns undefined for a verification that passed */
export function verificationFailure({
  result,
  failure,
  block,
  clientVersion,
}: Pick<Verification, 'result' | 'failure' | 'block' | 'clientVersion'>):
  | VerificationFailure
  | undefined {
  if (result === 'passed') return undefined;
  if (failure) return failure;
  if (block.hash !== null) return 'block-differs';
  return clientVersion === NO_CLIENT_VERSION ? 'no-response' : 'block-missing';
}

export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** UTC time in whole seconds, the format of all documents. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
