import { rm } from 'node:fs/promises';
import {
  restore,
  verifyByRpc,
  type BootVerifyResult,
  type Result,
} from '@nodeyard/snapshots';
import { place } from './home';
import type { SnapshotSubject } from './snapshotSubject';

const BOOT_PATIENCE_MS = 60_000;

/** Restores a copy and asks a geth that booted from it for the snapshot's block. */
export async function bootFromCopy(
  { home, signal, boot }: SnapshotSubject,
  snapshot: string,
): Promise<Result<BootVerifyResult>> {
  const store = { url: home.storeUrl };
  const { copy } = home;
  try {
    const restored = await restore({
      store,
      datadir: copy,
      from: snapshot,
      allowUnverified: true,
      node: place,
      signal,
    });
    if (!restored.ok) return restored;
    const booted = await boot(copy);
    try {
      return await verifyByRpc({
        store,
        ...place,
        snapshot,
        rpcUrl: booted.url,
        timeoutMs: BOOT_PATIENCE_MS,
        signal,
      });
    } finally {
      await booted.stop();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
