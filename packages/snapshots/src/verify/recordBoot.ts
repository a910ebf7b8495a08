import { normalizeVersion } from '../datadir/version';
import {
  corrupt,
  instant,
  type Manifest,
  NO_CLIENT_VERSION,
  type Store,
  type Verification,
  type VerificationFailure,
} from '@nodeyard/snapshot-store';
import type { ChainCheck } from './checkChain';
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
  boot: ChainCheck;
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
  const { failure } = boot;
  const clientVersion = normalizeVersion(
    boot.clientVersion ?? NO_CLIENT_VERSION,
  );
  const verification: Verification = {
    format: 'nodeyard-verification/1',
    snapshot: id,
    digest: manifest.digest,
    result: failure ? 'failed' : 'passed',
    failure,
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
  if (failure) {
    throw corrupt(
      'boot-failed',
      `${client} ${clientVersion} booted from snapshot ${id} ${describeFailure(
        failure,
        boot,
        manifest,
      )}. It is marked failed.\n${boot.log}`.trim(),
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

function describeFailure(
  failure: VerificationFailure,
  { hash }: ChainCheck,
  { block, history }: Manifest,
): string {
  const ownBlock = `block ${block.number} with hash ${block.hash}`;
  switch (failure) {
    case 'no-response':
      return 'did not answer';
    case 'block-missing':
      return `does not have ${ownBlock} (it returned none)`;
    case 'block-differs':
      return `does not have ${ownBlock} (it returned ${hash})`;
    case 'state-missing':
      return `has ${ownBlock}, but not its state`;
    default:
      return `has ${ownBlock}, but not all of history "${history}"`;
  }
}
