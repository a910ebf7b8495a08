import { normalizeVersion } from '../datadir/version';
import type { Verification } from '../format/documents';
import { instant } from '../format/documents';
import type { Manifest } from '../format/manifest';
import { corrupt } from '../errors';
import type { Store } from '../store/store';
import type { BootResult } from './bootGeth';
import { publishVerification } from './publish';

/** @public */
export interface BootVerifyResult {
  snapshot: string;
  block: number;
  hash: string;
  clientVersion: string;
  /** Whether latest.json points to it now. */
  latest: boolean;
}

export interface BootRecord {
  store: Store;
  id: string;
  manifest: Manifest;
  boot: BootResult;
  client: string;
  now: () => number;
  signal?: AbortSignal;
}

/**
 * Record the result of a boot, and move `latest.json` if it passed.
 *
 * @throws SnapshotError `corrupt` `boot-failed` if it failed
 */
export async function recordBoot({
  store,
  id,
  manifest,
  boot,
  client,
  now,
  signal,
}: BootRecord): Promise<BootVerifyResult> {
  const passed = boot.hash === manifest.block.hash;
  const clientVersion = normalizeVersion(boot.clientVersion ?? 'none');
  const verification: Verification = {
    format: 'nodeyard-verification/1',
    snapshot: id,
    digest: manifest.digest,
    result: passed ? 'passed' : 'failed',
    method: 'boot',
    client,
    clientVersion,
    block: { number: manifest.block.number, hash: boot.hash },
    at: instant(now()),
  };
  const { latest } = await publishVerification(
    store,
    id,
    manifest,
    verification,
    now(),
    signal,
  );
  if (!passed) {
    throw corrupt(
      'boot-failed',
      `${client} ${clientVersion} booted from snapshot ${id} does not have block ${
        manifest.block.number
      } with hash ${manifest.block.hash} (it returned ${
        boot.hash ?? 'none'
      }). It is marked failed.\n${boot.clientVersion ? '' : boot.log}`.trim(),
    );
  }
  return {
    snapshot: id,
    block: manifest.block.number,
    hash: manifest.block.hash,
    clientVersion,
    latest,
  };
}
