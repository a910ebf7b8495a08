import { z } from 'zod';
import { idOfManifestKey, keys } from '../format/keys';
import {
  Latest,
  latestSchema,
  Verification,
  verificationSchema,
} from '../format/documents';
import { Manifest, snapshotIdSchema } from '../format/manifest';
import { readManifest } from '../format/readManifest';
import { corrupt, refused } from '../stopped';
import { Store } from './store';

/** Ids of all snapshots that a store lists, the highest block first and the newest first among equals. */
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

export function blockOf(id: string): number {
  return Number(id.split('-')[0]);
}

export function timeOf(id: string): string {
  return id.split('-')[1];
}

/** @throws Stopped when there is no such snapshot, or its manifest is damaged or hostile */
export async function loadManifest(
  store: Store,
  id: string,
  signal?: AbortSignal,
): Promise<Manifest> {
  if (!snapshotIdSchema.safeParse(id).success) {
    throw refused(
      'snapshot-id',
      `"${id}" is no snapshot: give an id as "list" prints it, or "latest".`,
    );
  }
  const found = await store.read(keys.manifest(id), { signal });
  if (!found)
    throw refused(
      'snapshot-missing',
      `There is no snapshot ${id} in ${store.url}. Run "snapshot-builder list" to see what there is.`,
    );
  return readManifest(id, found.bytes);
}

/** @returns undefined when the snapshot was never verified, or the document belongs to another manifest */
export async function loadVerification(
  store: Store,
  manifest: Pick<Manifest, 'digest'>,
  id: string,
  signal?: AbortSignal,
): Promise<Verification | undefined> {
  const found = await store.read(keys.verification(id), { signal });
  const verification = found && document(verificationSchema, found.bytes);
  return verification?.digest === manifest.digest &&
    verification.snapshot === id
    ? verification
    : undefined;
}

/**
 * Where `latest.json` points.
 *
 * @throws Stopped `corrupt` when it cannot be read
 */
export async function loadLatest(
  store: Store,
  signal?: AbortSignal,
): Promise<{ latest: Latest; etag: string } | undefined> {
  const found = await store.read(keys.latest, { signal });
  if (!found) return undefined;
  const latest = document(latestSchema, found.bytes);
  if (!latest)
    throw corrupt(
      'latest-damaged',
      `latest.json in ${store.url} is damaged. Name a snapshot with --from (see "snapshot-builder list"), and verify one to write it again.`,
    );
  return { latest, etag: found.etag };
}

export function document<T>(
  schema: z.ZodType<T>,
  bytes: Buffer,
): T | undefined {
  try {
    return schema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
