import { readFileSync } from 'node:fs';

/** Bits of capabilities(7). */
const CAP_CHOWN = 0;
const CAP_FOWNER = 3;

/** Whether this process may change the owner of a file. */
export const canChown = () => hasCapability(CAP_CHOWN);

/** Whether this process has the rights of a file's owner: to set mode and times. */
export function hasOwnerRights(uid: bigint): boolean {
  return Number(uid) === process.geteuid?.() || hasCapability(CAP_FOWNER);
}

let capabilities: bigint | undefined;

/** Root in a container lacks most capabilities, so the user ID is not sufficient. */
function hasCapability(bit: number): boolean {
  capabilities ??= effectiveCapabilities();
  return ((capabilities >> BigInt(bit)) & 1n) === 1n;
}

function effectiveCapabilities(): bigint {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  } catch {
    return process.geteuid?.() === 0 ? -1n : 0n;
  }
}
