import {
  corrupt,
  loadLatest,
  loadManifest,
  loadVerification,
  type Manifest,
  refused,
  snapshotIds,
  type Store,
} from '@nodeyard/snapshot-store';

/** Selection of the snapshot to restore. */
export interface SnapshotSelector {
  /** An ID, or `latest`: the newest verified snapshot, or the newest of all with `allowUnverified`. */
  from: string;
  allowUnverified: boolean;
}

/** @throws SnapshotError when there is no such snapshot, or none that was verified */
export async function selectSnapshot(
  store: Store,
  { from, allowUnverified }: SnapshotSelector,
  signal?: AbortSignal,
): Promise<{ id: string; manifest: Manifest }> {
  const pointed =
    from === 'latest' && !allowUnverified
      ? await loadLatest(store, signal)
      : undefined;
  const id =
    pointed?.latest.snapshot ??
    (from === 'latest' ? await newest(store, allowUnverified, signal) : from);
  const manifest = await loadManifest(store, id, signal);
  if (pointed && pointed.latest.digest !== manifest.digest) {
    throw corrupt(
      'latest-damaged',
      `latest.json in ${store.url} names snapshot ${id} with another digest. Name a snapshot with --from.`,
    );
  }
  if (
    !allowUnverified &&
    (await loadVerification(store, manifest, id, signal))?.result !== 'passed'
  ) {
    throw refused(
      'snapshot-unverified',
      `Snapshot ${id} was not verified: no client was booted from it. Run "snapshot-builder verify ${id} --boot", or accept it with --allow-unverified.`,
    );
  }
  return { id, manifest };
}

async function newest(
  store: Store,
  allowUnverified: boolean,
  signal?: AbortSignal,
): Promise<string> {
  const [id] = await snapshotIds(store, signal);
  if (!id) {
    throw refused(
      'snapshot-missing',
      `There is no snapshot in ${store.url} for this network and client. Build one first.`,
    );
  }
  if (!allowUnverified) {
    throw refused(
      'snapshot-unverified',
      `No snapshot in ${store.url} is verified yet; the newest is ${id}. Run "snapshot-builder verify ${id} --boot", or accept it with --allow-unverified.`,
    );
  }
  return id;
}
