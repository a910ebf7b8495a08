import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import type { NodeSample } from './sample';

const GIB = 2 ** 30;

/**
 * Space at which a disk counts as full: geth 1.17.8 exits at 2 GiB, and other clients fail at their next large
 * write. Volumes of devnets are smaller than that from the start, so it must also be a small share of the disk.
 */
const full = { freeBytes: 2 * GIB, share: 0.1 };

/** Message if the disk is full; undefined if its usage is unknown. */
export function fullDiskReason({ disk }: NodeSample): Message | undefined {
  if (disk === undefined) {
    return undefined;
  }
  const free = Math.max(0, disk.totalBytes - disk.usedBytes);
  return free <= full.freeBytes && free <= full.share * disk.totalBytes
    ? createNodeMessage('disk-full', { free, total: disk.totalBytes })
    : undefined;
}
