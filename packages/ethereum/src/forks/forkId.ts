import type { Network } from '../networks/schema';
import { crc32 } from './crc32';

/**
 * Fork ID of a chain after the given forks (EIP-2124; times since EIP-6122): CRC32 over the genesis hash, continued over
 * each fork's block number or time as 8 bytes.
 *
 * @param genesisHash - hash of block 0 in hex
 * @param forks - fork blocks, then fork times, ascending; forks at genesis (0) and repeated ones count once or not at
 * all, as the EIPs say
 * @returns 4 bytes in lower-case hex
 * @public
 */
export function forkId(genesisHash: string, forks: readonly number[]): string {
  const checksum = [...new Set(forks)]
    .filter(fork => fork > 0)
    .reduce(
      (crc, fork) => crc32(bigEndian8(fork), crc),
      crc32(hexBytes(genesisHash)),
    );
  return `0x${checksum.toString(16).padStart(8, '0')}`;
}

/**
 * Recomputes the fork ID that each of a network's forks begins.
 *
 * @returns fork name to fork ID, for the forks that change it; undefined without a genesis hash
 * @public
 */
export function forkIdsOf(
  network: Network,
): Record<string, string> | undefined {
  const { genesisHash } = network;
  if (genesisHash === undefined) {
    return undefined;
  }
  const passed: number[] = [];
  const ids: Record<string, string> = {};
  for (const fork of network.forks) {
    const activation = fork.block ?? fork.time;
    if (activation !== undefined) {
      passed.push(activation);
      ids[fork.name] = forkId(genesisHash, passed);
    }
  }
  return ids;
}

function bigEndian8(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], byte =>
    parseInt(byte, 16),
  );
}
