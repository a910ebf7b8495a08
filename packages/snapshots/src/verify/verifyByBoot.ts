import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertStoredDatadir } from '../datadir/chainFiles';
import type { OnProgress } from '../progress';
import { restore } from '../restore/restore';
import {
  cancelled,
  loadManifest,
  openStore,
  refused,
  type Result,
  type StoreLocation,
  toResult,
  unwrap,
} from '@nodeyard/snapshot-store';
import { bootGeth } from './bootGeth';
import type { BootVerifyResult } from './recordBoot';
import { recordBoot } from './recordBoot';

/** @public */
export interface BootVerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  snapshot: string;
  /** Executable of the client, of the version that wrote the snapshot or a newer one. */
  binary: string;
  /** Folder with room for a whole copy, which is made in a temporary subfolder. */
  tempDir?: string;
  timeoutMs?: number;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  now?: () => number;
}

const TIMEOUT_MS = 120_000;

/**
 * Restore a snapshot, boot its client from the copy without peers, and check its chain.
 *
 * The result is recorded in either case; a passed one moves `latest.json`. @public
 */
export function verifyByBoot(
  options: BootVerifyOptions,
): Promise<Result<BootVerifyResult>> {
  return toResult(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    if (client !== 'geth') {
      throw refused(
        'boot-unsupported',
        `Only geth can be booted for verification, not ${client}. Restore with --allow-unverified after a check of your own.`,
      );
    }
    const store = await openStore(options.store, network, client);
    const datadir = await mkdtemp(
      join(options.tempDir ?? tmpdir(), 'nodeyard-verify-'),
    );
    try {
      const manifest = await loadManifest(store, id, signal);
      assertStoredDatadir(id, manifest);
      unwrap(
        await restore({
          ...options,
          datadir,
          from: id,
          allowUnverified: true,
          node: { network, client },
        }),
      );
      const boot = await bootGeth(
        options.binary,
        datadir,
        manifest,
        options.timeoutMs ?? TIMEOUT_MS,
        signal,
      );
      if (signal?.aborted) {
        throw cancelled(
          'Cancelled by a signal while the client booted; nothing was recorded.',
        );
      }
      return await recordBoot({
        store,
        id,
        manifest,
        boot,
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
