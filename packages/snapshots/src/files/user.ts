import { readFileSync } from 'node:fs';

/** Bits of capabilities(7). */
const CAP_CHOWN = 0;
const CAP_FOWNER = 3;

/** Whether this process may give a file another owner. */
export const mayGiveAway = () => isCapable(CAP_CHOWN);

/** Whether this process may do what only a file's owner may: set its mode and times. */
export function actsAsOwner(uid: bigint): boolean {
  return Number(uid) === process.geteuid?.() || isCapable(CAP_FOWNER);
}

let capabilities: bigint | undefined;

/** Root in a container has lost most of its capabilities, so that being root says little. */
function isCapable(bit: number): boolean {
  capabilities ??= effectiveCapabilities();
  // eslint-disable-next-line no-bitwise
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
