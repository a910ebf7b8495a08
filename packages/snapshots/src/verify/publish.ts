import { instant, Latest, Verification } from '../format/documents';
import { keys } from '../format/keys';
import { Manifest } from '../format/manifest';
import type { ListOptions } from '../list';
import { Outcome, refused, settled, Stopped, unavailable } from '../stopped';
import { openStore } from '../store/openStore';
import { loadLatest, loadManifest, loadVerification } from '../store/snapshots';
import { Store } from '../store/store';

const TRIES = 10;

/** Record what a booted client said of a snapshot, and move `latest.json` forward when it said the right thing. */
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

/** Move `latest.json` to a snapshot that is verified already, if whoever verified it did not come to that. @public */
export function publishLatest(
  options: ListOptions & { snapshot: string; now?: () => number },
): Promise<Outcome<{ latest: boolean }>> {
  return settled(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    const store = await openStore(options.store, network, client);
    try {
      const manifest = await loadManifest(store, id, signal);
      const verification = await loadVerification(store, manifest, id, signal);
      if (verification?.result !== 'passed')
        throw refused(
          'snapshot-unverified',
          `Snapshot ${id} is not verified, so latest.json must not point to it. Run "snapshot-builder verify ${id} --boot".`,
        );
      const latest = await moveLatest(store, id, manifest, now(), signal);
      return { latest };
    } finally {
      store.close();
    }
  });
}

/** @returns whether latest.json points to the snapshot now; false when it points to a newer one */
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
  for (let nth = 0; nth < TRIES; nth++) {
    const present = await presentLatest(store, signal);
    if (present.whole && present.block > manifest.block.number) return false;
    const condition =
      present.etag === undefined
        ? { absent: true as const }
        : { etag: present.etag };
    if (await store.write(keys.latest, bytes, { condition, signal }))
      return true;
  }
  throw unavailable(
    'latest-contended',
    `latest.json in ${store.url} kept changing. Run the command again.`,
  );
}

/** A pointer that is damaged, or whose snapshot is gone, gives way to any verified one. */
async function presentLatest(
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
      error instanceof Stopped &&
      (error.kind === 'corrupt' || error.kind === 'refused')
    )
      return { etag: raw.etag, whole: false, block: 0 };
    throw error;
  }
}
