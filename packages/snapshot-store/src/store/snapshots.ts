import type { z } from 'zod';
import { idOfManifestKey, keys } from '../format/keys';
import type { Latest, Verification } from '../format/documents';
import { latestSchema, verificationSchema } from '../format/documents';
import type { Manifest } from '../format/manifest';
import { snapshotIdSchema } from '../format/manifest';
import { readManifest } from '../format/readManifest';
import { corrupt, refused } from '../errors';
import type { Store } from './store';

/** Ids of all listed snapshots, ordered by descending block and time. */
export async function snapshotIds(
  store: Store,
  signal?: AbortSignal,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const { key } of store.list(keys.snapshots, signal)) {
    const id = idOfManifestKey(key);
    if (id && snapshotIdSchema.safeParse(id).success) ids.push(id);
  }
  return ids.sort(
    (a, b) => blockOf(b) - blockOf(a) || (timeOf(a) < timeOf(b) ? 1 : -1),
  );
}

/** @param id - of the form of `snapshotIdSchema` */
export function blockOf(id: string): number {
  return Number(id.split('-')[0]);
}

/** @param id - of the form of `snapshotIdSchema` */
export function timeOf(id: string): string {
  const [, time] = id.split('-');
  if (time === undefined) throw new Error(`"${id}" has no time`);
  return time;
}

/** @throws SnapshotError if there is no such snapshot, or its manifest is damaged or unsafe */
export async function loadManifest(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  if (!snapshotIdSchema.safeParse(id).success) {
    throw refused(
      'snapshot-id',
      `"${id}" is not the ID of a snapshot: give one that "list" prints, or "latest".`,
    );
  }
  const found = await store.read(keys.manifest(id), { signal });
  if (!found) {
    throw refused(
      'snapshot-missing',
      `There is no snapshot ${id} in ${store.url}. Run "snapshot-builder list" for those that exist.`,
    );
  }
  return readManifest(id, found.bytes);
}

/** @returns undefined if the snapshot was never verified, or the document is of another manifest */
export async function loadVerification(
  store: Store,
  manifest: Pick<Manifest, 'digest'>,
  id: string,
  signal?: AbortSignal,
): Promise<Verification | undefined> {
  const found = await store.read(keys.verification(id), { signal });
  const verification = found && parseDocument(verificationSchema, found.bytes);
  return verification?.digest === manifest.digest &&
    verification.snapshot === id
    ? verification
    : undefined;
}

/**
 * Read `latest.json`.
 *
 * @throws SnapshotError `corrupt` if it is damaged
 */
export async function loadLatest(
  store: Store,
  signal?: AbortSignal,
): Promise<{ latest: Latest; etag: string } | undefined> {
  const found = await store.read(keys.latest, { signal });
  if (!found) return undefined;
  const latest = parseDocument(latestSchema, found.bytes);
  if (!latest) {
    throw corrupt(
      'latest-damaged',
      `latest.json in ${store.url} is damaged. Name a snapshot with --from (see "snapshot-builder list"), and verify one to write it again.`,
    );
  }
  return { latest, etag: found.etag };
}

export function parseDocument<T>(
  schema: z.ZodType<T>,
  bytes: Buffer,
): T | undefined {
  try {
    return schema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
