import { z } from 'zod';
import {
  blockNumber,
  forkTime,
  isoDate,
  listOf,
  secondsTime,
  plannedEpoch,
  text,
} from '../health/bounds';

const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'expected a 32-byte hash in lower-case hex');
const bytes4 = z
  .string()
  .regex(/^0x[0-9a-f]{8}$/, 'expected 4 bytes in lower-case hex');

/**
 * One step of a network's rules, in the order in which it happens.
 *
 * `block` for forks before the Merge, `time` (seconds since the epoch) after it; `consensus` is the same step on the
 * consensus layer, or the whole step where the execution layer had none (Altair). A fork that is known but has no date
 * yet has none of the three.
 * @public
 */
export const forkSchema = z.strictObject({
  name: text,
  block: blockNumber.optional(),
  time: forkTime.optional(),
  /** Fork ID from this fork on (EIP-2124, EIP-6122), CRC32 as 4 bytes; a self-test recomputes it. */
  forkId: bytes4.optional(),
  consensus: z
    .strictObject({
      name: text,
      epoch: plannedEpoch,
      version: bytes4.optional(),
    })
    .optional(),
});

/**
 * A fork that clients shipped with a date and that was called off before it: a node that still expects it, or follows it,
 * is not on this network.
 * @public
 */
export const withdrawnForkSchema = z.strictObject({
  name: text,
  /** Seconds since the epoch at which it would have been in force. */
  time: forkTime,
  /** Fork ID (EIP-2124, EIP-6122) of a node that follows it, CRC32 as 4 bytes. */
  forkId: bytes4,
  consensus: z.strictObject({
    name: text,
    epoch: plannedEpoch,
    version: bytes4,
  }),
  withdrawnAt: isoDate,
});

/**
 * A network as `charts/ethereum-infrastructure/files/networks/<name>.yaml` states it. The chart hands the same document
 * to the sidecar as JSON, so both judge by the same facts.
 * @public
 */
export const networkSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(63),
  title: text,
  /** `public` networks are fixed; a `devnet`'s genesis is made where it is deployed. */
  kind: z.enum(['public', 'devnet']),
  chainId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  /** Hash of block 0. Only a devnet's may be unknown. */
  genesisHash: hash.optional(),
  secondsPerSlot: z.number().int().positive().max(3600),
  slotsPerEpoch: z.number().int().positive().max(65_536),
  /** Seconds since the epoch at which consensus slot 0 began. Only a devnet's may be unknown. */
  genesisTime: secondsTime.optional(),
  genesisValidatorsRoot: hash.optional(),
  genesisForkVersion: bytes4.optional(),
  depositContract: text.optional(),
  forks: listOf(forkSchema),
  /** Forks that were called off after clients had shipped them. */
  withdrawnForks: listOf(withdrawnForkSchema).optional(),
  /** Blocks that history modes are named after: first block after the Merge, first block of Prague. */
  historyBlocks: z
    .strictObject({
      merge: blockNumber.optional(),
      prague: blockNumber.optional(),
    })
    .optional(),
  /** Beacon API base URLs that serve finalized states, none with a trailing slash. */
  checkpointSync: listOf(z.url().max(2000)),
  checkedAt: isoDate,
  source: listOf(text),
});

/** @public */
export type Fork = z.infer<typeof forkSchema>;
/** @public */
export type WithdrawnFork = z.infer<typeof withdrawnForkSchema>;
/** @public */
export type Network = z.infer<typeof networkSchema>;
