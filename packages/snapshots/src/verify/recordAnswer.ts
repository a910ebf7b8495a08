import { plainVersion } from '../datadir/version';
import { instant, Verification } from '../format/documents';
import { Manifest } from '../format/manifest';
import { corrupt } from '../stopped';
import { Store } from '../store/store';
import { BootAnswer } from './bootGeth';
import { publishVerification } from './publish';

/** @public */
export interface BootVerified {
  snapshot: string;
  block: number;
  hash: string;
  clientVersion: string;
  /** Whether latest.json points to it now. */
  latest: boolean;
}

export interface Answered {
  store: Store;
  id: string;
  manifest: Manifest;
  answer: BootAnswer;
  client: string;
  now: () => number;
  signal?: AbortSignal;
}

/**
 * Keep what a booted client said beside the manifest, and move `latest.json` when it said the right thing.
 *
 * @throws Stopped `corrupt` `boot-failed` when it did not
 */
export async function recordAnswer({
  store,
  id,
  manifest,
  answer,
  client,
  now,
  signal,
}: Answered): Promise<BootVerified> {
  const passed = answer.hash === manifest.block.hash;
  const clientVersion = plainVersion(answer.clientVersion ?? 'none');
  const verification: Verification = {
    format: 'nodeyard-verification/1',
    snapshot: id,
    digest: manifest.digest,
    result: passed ? 'passed' : 'failed',
    method: 'boot',
    client,
    clientVersion,
    block: { number: manifest.block.number, hash: answer.hash },
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
  if (!passed)
    throw corrupt(
      'boot-failed',
      `${client} ${clientVersion} booted from snapshot ${id} does not have block ${
        manifest.block.number
      } with hash ${manifest.block.hash} (it says ${
        answer.hash ?? 'nothing'
      }). It is marked failed.\n${
        answer.clientVersion ? '' : answer.log
      }`.trim(),
    );
  return {
    snapshot: id,
    block: manifest.block.number,
    hash: manifest.block.hash,
    clientVersion,
    latest,
  };
}
