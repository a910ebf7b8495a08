import { z } from 'zod';
import { canonicalJson } from './canonicalJson';
import { hexDigestOf } from './digest';
import {
  MAX_CHUNK_BYTES,
  MAX_FILE_BYTES,
  MAX_FILES,
  MAX_INDEX_ENTRIES,
  MAX_INDEXES,
  MAX_PATH_BYTES,
  MIN_CHUNK_BYTES,
} from './limits';

const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Rejects 30 February and the like. */
function isInstant(text: string): boolean {
  const at = Date.parse(text);
  return (
    Number.isFinite(at) &&
    `${new Date(at).toISOString().slice(0, 19)}Z` === text
  );
}

export const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits');
export const blockHashSchema = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'expected a 32-byte hash in lower-case hex');
export const nameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'expected a name of lower-case letters, digits and "-"',
  );
export const snapshotIdSchema = z
  .string()
  .regex(
    /^\d{1,16}-\d{8}T\d{6}Z-[0-9a-f]{8}$/,
    'expected <block>-<YYYYMMDDTHHMMSSZ>-<8 hex digits>',
  )
  .refine(
    id =>
      isInstant(
        (id.split('-')[1] ?? '').replace(COMPACT, '$1-$2-$3T$4:$5:$6Z'),
      ),
    'expected an existing date and time in it',
  );
export const instantSchema = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
    'expected a UTC time in whole seconds, as 2026-11-23T12:00:00Z',
  )
  .refine(isInstant, 'expected an existing date and time');

/** Seconds since 1970, to the end of the years with four digits. */
const seconds = z.number().int().min(0).max(253_402_300_799);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const token = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.+-]+$/, 'expected letters, digits, ".", "_", "+" and "-"');

export const manifestFileSchema = z.strictObject({
  /** Relative to the datadir, with `/`. */
  path: z.string().min(1).max(MAX_PATH_BYTES),
  size: z.number().int().min(0).max(MAX_FILE_BYTES),
  /** Permission bits. */
  mode: z.number().int().min(0).max(0o777),
  /** Nanoseconds since 1970. */
  mtime: z.string().regex(/^\d{1,20}$/),
  /** `<inode>:<ctime in nanoseconds>` where it was built: with size and mtime, proof that the file has not changed. */
  source: z.string().regex(/^\d{1,20}:\d{1,20}$/),
  chunkSize: z
    .number()
    .int()
    .min(MIN_CHUNK_BYTES)
    .max(MAX_CHUNK_BYTES)
    .refine(
      size => Number.isInteger(Math.log2(size)),
      'expected a power of two',
    ),
  /** BLAKE3 of the chunk digests, one after the other. */
  digest: digestSchema,
});

/** `manifest.json` of a snapshot; docs/snapshot-format.md documents every member. @public */
export const manifestSchema = z.strictObject({
  format: z.literal('nodeyard-snapshot/1'),
  network: nameSchema,
  chainId: count,
  genesisHash: blockHashSchema,
  client: nameSchema,
  clientVersion: token,
  scheme: token.nullable(),
  history: token.nullable(),
  block: z.strictObject({
    number: count,
    hash: blockHashSchema,
    /** Seconds since 1970. */
    timestamp: seconds,
  }),
  createdAt: instantSchema,
  tool: z.string().min(1).max(128),
  parent: snapshotIdSchema.nullable(),
  files: z.array(manifestFileSchema).max(MAX_FILES),
  indexes: z
    .array(
      z.strictObject({
        digest: digestSchema,
        entries: z.number().int().min(1).max(MAX_INDEX_ENTRIES),
      }),
    )
    .max(MAX_INDEXES),
  totals: z.strictObject({
    files: count,
    bytes: count,
    chunks: count,
    /** Bytes that this build added to packs. */
    newBytes: count,
  }),
  digest: digestSchema,
});

/** @public */
export type ManifestFile = z.infer<typeof manifestFileSchema>;
/** @public */
export type Manifest = z.infer<typeof manifestSchema>;

/** The chain and client that a snapshot was taken from. @public */
export type ChainFacts = Pick<
  Manifest,
  | 'network'
  | 'chainId'
  | 'genesisHash'
  | 'client'
  | 'clientVersion'
  | 'scheme'
  | 'history'
  | 'block'
>;

/** Digest of a manifest: of the canonical form of all but the digest itself. */
export function manifestDigest(manifest: Omit<Manifest, 'digest'>): string {
  const { digest: _, ...stated } = manifest as Manifest;
  return hexDigestOf(canonicalJson(stated));
}

/** `<block>-<time>-<short digest>`: sortable by block, and unique. */
export function snapshotId(manifest: Manifest): string {
  const time = manifest.createdAt.replace(/[-:]/g, '');
  return `${manifest.block.number}-${time}-${manifest.digest.slice(0, 8)}`;
}
