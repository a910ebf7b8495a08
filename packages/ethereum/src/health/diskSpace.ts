import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { NodeSample } from './sample';

const GIB = 2 ** 30;

/**
 * Space at which a disk counts as full: geth 1.17.8 stops by itself at 2 GiB, and other clients fail at their next large
 * write. Volumes of devnets are smaller than that from the start, so it must be a small share as well.
 */
const full = { freeBytes: 2 * GIB, share: 0.1 };

/** What is left of the disk, where it is full; nothing where it is not known. */
export function fullDiskReason({ disk }: NodeSample): Message | undefined {
  if (disk === undefined) {
    return undefined;
  }
  const free = Math.max(0, disk.totalBytes - disk.usedBytes);
  return free <= full.freeBytes && free <= full.share * disk.totalBytes
    ? createNodeMessage('disk-full', { free, total: disk.totalBytes })
    : undefined;
}
