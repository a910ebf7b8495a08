import type { NodeSample } from './sample';

const GiB = 2 ** 30;

/**
 * Space at which a disk counts as full: geth 1.17.8 stops by itself at 2 GiB, and other clients fail at their next large
 * write. Volumes of devnets are smaller than that from the start, so it must be a small share as well.
 */
const full = { freeBytes: 2 * GiB, share: 0.1 };

/** What is left of the disk, where it is full; nothing where it is not known. */
export function diskWords({ disk }: NodeSample): string | undefined {
  if (disk === undefined) {
    return undefined;
  }
  const free = Math.max(0, disk.totalBytes - disk.usedBytes);
  return free <= full.freeBytes && free <= full.share * disk.totalBytes
    ? `disk of the execution client is full: ${bytes(free)} free of ${bytes(
        disk.totalBytes,
      )}; enlarge its volume or make room`
    : undefined;
}

function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(
    units.length - 1,
    count < 1 ? 0 : Math.floor(Math.log2(count) / 10),
  );
  const amount = count / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(amount < 10 ? 1 : 0)} ${
    units[power]
  }`;
}
