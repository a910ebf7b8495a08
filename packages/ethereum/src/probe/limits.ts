import { byName } from '../byName';

const KIB = 1024;

/** Most answers are a number or a name. */
const DEFAULT_MAX_BYTES = 4 * KIB;

/**
 * Maximum bytes of larger answers, by call.
 *
 * `eth_config` and the specification of a beacon node have 4 KiB each in our recordings, on a devnet. A block without its
 * transactions still lists their hashes: 1 MiB is those of 300 million gas of plain transfers.
 */
const maxBytesByCall = byName<string, number>({
  'eth_getBlockByNumber(latest)': 1024 * KIB,
  'eth_getBlockByNumber(0x0)': 16 * KIB,
  eth_config: 64 * KIB,
  eth_syncing: 16 * KIB,
  '/eth/v1/config/fork_schedule': 32 * KIB,
  '/eth/v1/config/spec': 64 * KIB,
});

/** Maximum bytes read of the answer to a call. */
export function maxBytesOf(call: string): number {
  return maxBytesByCall[call] ?? DEFAULT_MAX_BYTES;
}

/** Maximum lists, objects and strings of one answer: twice those of the largest block. */
export const MAX_PARTS = 40_000;
