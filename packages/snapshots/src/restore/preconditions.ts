import { findExecutionClient } from '@nodeyard/ethereum';
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { detectKey } from '../datadir/detectKey';
import { assertNotLocked } from '../datadir/clientLock';
import {
  ignoreNotFound,
  isNeverStored,
  type Manifest,
  parentFolders,
  refused,
} from '@nodeyard/snapshot-store';
import { isOlder } from '../datadir/version';
import type { LocalFile } from '../datadir/walk';
import { isUnchanged } from '../datadir/walk';
import type { Marker } from '../datadir/marker';
import { markerStamp } from '../datadir/marker';
import { folderOf } from '../files/externalFolders';
import {
  hasChainBesidePartial,
  isEmpty,
  partialFolder,
  cleanupCommand,
  type DatadirState,
} from './datadirState';

/** Properties of the node that will run on the datadir. */
export interface NodeRequirements {
  network: string;
  client: string;
  clientVersion?: string;
  scheme?: string;
  history?: string;
  chainId?: number;
  genesisHash?: string;
}

/** @throws SnapshotError `refused` when the snapshot is not for this node */
export function assertCompatible(
  manifest: Manifest,
  expected: NodeRequirements,
): void {
  for (const name of [
    'network',
    'client',
    'scheme',
    'history',
    'chainId',
    'genesisHash',
  ] as const) {
    const required = expected[name];
    if (
      required !== undefined &&
      manifest[name] !== null &&
      manifest[name] !== required
    ) {
      throw refused(
        `wrong-${name}`,
        `The snapshot has ${name} ${JSON.stringify(
          manifest[name],
        )}, the node ${JSON.stringify(
          required,
        )}. Choose a snapshot that was made for it.`,
      );
    }
  }
  if (
    expected.clientVersion &&
    isOlder(expected.clientVersion, manifest.clientVersion)
  ) {
    throw refused(
      'client-older',
      `The node runs ${manifest.client} ${expected.clientVersion}; the snapshot was written by ${manifest.clientVersion}, and clients do not read newer databases. Upgrade the node first.`,
    );
  }
}

/** @throws SnapshotError `refused` when a folder that was elsewhere at the last restore is not given now */
export function assertSameExternalFolders({
  datadir,
  external,
  marker,
  dirty,
}: DatadirState): void {
  const before =
    (dirty === 'unreadable' ? undefined : dirty?.external) ?? marker?.external;
  const missing = before?.find(path => !external.has(path));
  if (missing !== undefined) {
    throw refused(
      'external-folder',
      `${missing} of ${datadir} was elsewhere at its last restore. Give it again with --external ${missing}=<folder>.`,
    );
  }
}

/** @throws SnapshotError `refused` when the datadir belongs to another node, is in use, or is newer than the snapshot */
export async function assertMayOverwrite(
  local: DatadirState,
  manifest: Manifest,
  force: boolean,
): Promise<void> {
  const { datadir, walked, marker, dirty } = local;
  const owner = marker ?? (dirty === 'unreadable' ? undefined : dirty);
  if (
    owner &&
    (owner.network !== manifest.network || owner.client !== manifest.client)
  ) {
    throw refused(
      'wrong-datadir',
      `${datadir} belongs to ${owner.client} on ${owner.network}, the snapshot to ${manifest.client} on ${manifest.network}. Give another --datadir.`,
    );
  }
  const isGrown = hasChainBesidePartial(local, manifest.client);
  const grownNewer =
    isGrown && !force ? newerReason(local, manifest) : undefined;
  if (grownNewer) {
    throw refused(
      'datadir-newer',
      `${datadir} is newer than the snapshot of block ${
        manifest.block.number
      }: ${grownNewer}. Keep it as it is; what a restore left there, when it was interrupted, can go: ${cleanupCommand(
        datadir,
      )}`,
    );
  }
  if (isGrown) {
    throw refused(
      'datadir-grown',
      `${datadir} has files of its own beside a restore that was interrupted in ${partialFolder(
        datadir,
      )}: a node ran on it since. Keep its chain with "${cleanupCommand(
        datadir,
      )}", or empty the datadir and run this again.`,
    );
  }
  await assertNotLocked(
    datadir,
    walked.files.map(file => file.path),
    local.external,
  );
  const newer = !force && !dirty ? newerReason(local, manifest) : undefined;
  if (newer) {
    throw refused(
      'datadir-newer',
      `${datadir} is newer than the snapshot of block ${manifest.block.number}: ${newer}. Keep it as it is, or go back with --force.`,
    );
  }
}

function newerReason(
  local: DatadirState,
  manifest: Manifest,
): string | undefined {
  const { walked, marker } = local;
  if (isEmpty(local, manifest.client)) return undefined;
  const globs = findExecutionClient(manifest.client)?.neverSnapshot ?? [];
  const files = walked.files.filter(file => !isNeverStored(file.path, globs));
  const touched = marker
    ? files.filter(file => !isMarked(marker, file))
    : files;
  if (marker && touched.length === 0) {
    return marker.block > manifest.block.number
      ? `it holds block ${marker.block}`
      : undefined;
  }
  const taken = BigInt(Date.parse(manifest.createdAt)) * 1_000_000n;
  const written = touched.find(file => file.mtime > taken);
  return written && `${written.path} was written after ${manifest.createdAt}`;
}

function isMarked(marker: Marker, file: LocalFile): boolean {
  const before = markerStamp(marker, file.path);
  return before !== undefined && isUnchanged(file, before);
}

/** @throws SnapshotError `refused` when a path of the snapshot is a link or a folder here, or the other way round */
export function assertSameShape(
  { datadir, walked }: Pick<DatadirState, 'datadir' | 'walked'>,
  manifest: Manifest,
): void {
  const folders = new Set(walked.folders);
  const odd = new Set([...walked.others, ...walked.sockets]);
  const files = new Set(walked.files.map(file => file.path));
  for (const { path } of manifest.files) {
    const parent = parentFolders(path).find(
      one => odd.has(one) || files.has(one),
    );
    if (parent !== undefined) {
      throw pathConflict(
        datadir,
        parent,
        'is no folder, and the snapshot has one there',
      );
    }
    if (folders.has(path)) {
      throw pathConflict(
        datadir,
        path,
        'is a folder, and the snapshot has a file there',
      );
    }
    if (odd.has(path)) {
      throw pathConflict(
        datadir,
        path,
        'is a link, a pipe, a socket or a device, and the snapshot has a file there',
      );
    }
  }
}

function pathConflict(datadir: string, path: string, how: string) {
  return refused(
    'datadir-odd-file',
    `${JSON.stringify(
      path,
    )} in ${datadir} ${how}: nothing was written. Move it away, or restore into an empty folder.`,
  );
}

/**
 * The files that a restore deletes: all that are not in the snapshot, except those that are never stored.
 *
 * @throws SnapshotError `refused` if one of them looks like a key
 */
export async function filesToDelete(
  { datadir, external, walked }: DatadirState,
  manifest: Manifest,
): Promise<string[]> {
  const globs = findExecutionClient(manifest.client)?.neverSnapshot ?? [];
  const kept = new Set(manifest.files.map(file => file.path));
  const surplus = walked.files.filter(
    file => !kept.has(file.path) && !isNeverStored(file.path, globs),
  );
  for (const file of surplus) {
    const why = await detectKey(datadir, file.path, file.size, external);
    if (why) {
      throw refused(
        'datadir-key',
        `${file.path} in ${datadir} is not in the snapshot and looks like a key: ${why}. It is not deleted. Move it away and run the command again.`,
      );
    }
  }
  return surplus.map(file => file.path);
}

const SPARE_BYTES = 64 * 1024 * 1024;

/** @throws SnapshotError `refused` when the files would not fit; what is deleted last gives no room before */
export async function assertFreeSpace(
  { datadir, external }: Pick<DatadirState, 'datadir' | 'external'>,
  present: ReadonlyMap<string, LocalFile>,
  manifest: Manifest,
): Promise<void> {
  const growth = new Map<string, number>();
  for (const { path, size } of manifest.files) {
    const folder = folderOf(path, external) ?? datadir;
    const more = Math.max(0, size - (present.get(path)?.size ?? 0));
    growth.set(folder, (growth.get(folder) ?? 0) + more);
  }
  for (const [folder, needed] of growth) await assertRoom(folder, needed);
}

async function assertRoom(root: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(await nearestExisting(root));
  const free = bavail * bsize;
  if (needed > 0 && needed + SPARE_BYTES > free) {
    throw refused(
      'no-room',
      `${root} has ${formatGib(
        free,
      )} GiB free and the snapshot needs ${formatGib(
        needed + SPARE_BYTES,
      )} GiB more than is there. Enlarge the volume.`,
    );
  }
}

async function nearestExisting(path: string): Promise<string> {
  return (await ignoreNotFound(stat(path)))
    ? path
    : nearestExisting(dirname(path));
}

function formatGib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(2);
}
