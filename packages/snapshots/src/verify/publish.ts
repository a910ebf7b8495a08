import {
  instant,
  keys,
  type Latest,
  type ListOptions,
  loadLatest,
  loadManifest,
  loadVerification,
  type Manifest,
  openStore,
  refused,
  type Result,
  SnapshotError,
  type Store,
  toResult,
  unavailable,
  type Verification,
} from '@nodeyard/snapshot-store';

const MAX_CONFLICTS = 10;

/** Record the verification of a snapshot, and move `latest.json` forward if it passed. */
export async function publishVerification(
  store: Store,
  id: string,
  manifest: Manifest,
  verification: Verification,
  now: number,
  signal?: AbortSignal,
): Promise<{ latest: boolean }> {
  await store.write(
    keys.verification(id),
    Buffer.from(`${JSON.stringify(verification)}\n`),
    { signal },
  );
  return {
    latest:
      verification.result === 'passed' &&
      (await moveLatest(store, id, manifest, now, signal)),
  };
}

/** Move `latest.json` to a snapshot that is verified already. @public */
export function publishLatest(
  options: ListOptions & { snapshot: string; now?: () => number },
): Promise<Result<{ latest: boolean }>> {
  return toResult(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    const store = await openStore(options.store, network, client);
    try {
      const manifest = await loadManifest(store, id, signal);
      const verification = await loadVerification(store, manifest, id, signal);
      if (verification?.result !== 'passed') {
        throw refused(
          'snapshot-unverified',
          `Snapshot ${id} is not verified, so latest.json must not point to it. Run "snapshot-builder verify ${id} --boot".`,
        );
      }
      const latest = await moveLatest(store, id, manifest, now(), signal);
      return { latest };
    } finally {
      store.close();
    }
  });
}

/** @returns whether latest.json points to the snapshot; false if it points to a newer one */
async function moveLatest(
  store: Store,
  id: string,
  manifest: Manifest,
  now: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const latest: Latest = {
    format: 'nodeyard-latest/1',
    snapshot: id,
    digest: manifest.digest,
    block: manifest.block.number,
    updatedAt: instant(now),
  };
  const bytes = Buffer.from(`${JSON.stringify(latest)}\n`);
  for (let nth = 0; nth < MAX_CONFLICTS; nth++) {
    const present = await currentLatest(store, signal);
    if (present.whole && present.block > manifest.block.number) return false;
    const condition =
      present.etag === undefined
        ? { absent: true as const }
        : { etag: present.etag };
    if (await store.write(keys.latest, bytes, { condition, signal })) {
      return true;
    }
  }
  throw unavailable(
    'latest-contended',
    `latest.json in ${store.url} kept changing. Run the command again.`,
  );
}

/** A damaged latest.json, or one whose snapshot is gone, may be replaced by any verified snapshot. */
async function currentLatest(
  store: Store,
  signal?: AbortSignal,
): Promise<{ etag?: string; whole: boolean; block: number }> {
  const raw = await store.read(keys.latest, { signal });
  if (!raw) return { whole: false, block: 0 };
  try {
    const found = await loadLatest(store, signal);
    if (!found) return { whole: false, block: 0 };
    await loadManifest(store, found.latest.snapshot, signal);
    return { etag: found.etag, whole: true, block: found.latest.block };
  } catch (error) {
    if (
      error instanceof SnapshotError &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    ) {
      return { etag: raw.etag, whole: false, block: 0 };
    }
    throw error;
  }
}
