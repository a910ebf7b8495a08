import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OnProgress } from '../progress';
import { restore } from '../restore/restore';
import { Outcome, refused, settled, Stopped } from '../stopped';
import { openStore } from '../store/openStore';
import { loadManifest } from '../store/snapshots';
import { StoreLocation } from '../store/store';
import { bootGeth } from './bootGeth';
import { BootVerified, recordAnswer } from './recordAnswer';

/** @public */
export interface BootVerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  snapshot: string;
  /** Program of the client, of the version that wrote the snapshot or a newer one. */
  binary: string;
  /** Folder with room for a whole copy; a temporary one inside is removed afterwards. */
  scratch?: string;
  patienceMs?: number;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  now?: () => number;
}

const PATIENCE_MS = 120_000;

/**
 * Restore a snapshot, boot its client from the copy without peers, and compare the block's hash.
 *
 * The result is recorded beside the manifest either way; a passed one moves `latest.json`. @public
 */
export function verifyByBoot(
  options: BootVerifyOptions,
): Promise<Outcome<BootVerified>> {
  return settled(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    if (client !== 'geth')
      throw refused(
        'boot-unsupported',
        `Only geth can be booted for verification, not ${client}. Restore with --allow-unverified after a check of your own.`,
      );
    const store = await openStore(options.store, network, client);
    const datadir = await mkdtemp(
      join(options.scratch ?? tmpdir(), 'nodeyard-verify-'),
    );
    try {
      const manifest = await loadManifest(store, id, signal);
      const restored = await restore({
        ...options,
        datadir,
        from: id,
        allowUnverified: true,
        node: { network, client },
      });
      if (!restored.ok)
        throw new Stopped(restored.kind, restored.code, restored.message);
      const answer = await bootGeth(
        options.binary,
        datadir,
        manifest.block.number,
        options.patienceMs ?? PATIENCE_MS,
        signal,
      );
      if (signal?.aborted)
        throw new Stopped(
          'cancelled',
          'cancelled',
          'Stopped while the client booted; nothing was recorded.',
        );
      return await recordAnswer({
        store,
        id,
        manifest,
        answer,
        client,
        now,
        signal,
      });
    } finally {
      await rm(datadir, { recursive: true, force: true });
      store.close();
    }
  });
}
