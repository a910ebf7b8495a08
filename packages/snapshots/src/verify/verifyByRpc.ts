import { shownUrl } from '@nodeyard/ethereum';
import { setTimeout as pause } from 'node:timers/promises';
import { cancelled, Outcome, settled } from '../stopped';
import { openStore } from '../store/openStore';
import { loadManifest } from '../store/snapshots';
import { StoreLocation } from '../store/store';
import { BootAnswer } from './bootGeth';
import { executionRpc } from './executionRpc';
import { BootVerified, recordAnswer } from './recordAnswer';

/** @public */
export interface RpcVerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  snapshot: string;
  /** Of a client that somebody else booted from a restored copy, cut off from its peers. */
  rpcUrl: string;
  /** How long the client may take to answer, and then to have the block: some replay for minutes first. */
  patienceMs?: number;
  signal?: AbortSignal;
  now?: () => number;
}

const PATIENCE_MS = 600_000;
const PAUSE_MS = 1_000;

/**
 * Ask a client that was booted from a restored copy for the snapshot's block, and compare the hash.
 *
 * Works for every client; the caller vouches that it runs on nothing but the copy. The result is recorded beside the
 * manifest either way; a passed one moves `latest.json`. @public
 */
export function verifyByRpc(
  options: RpcVerifyOptions,
): Promise<Outcome<BootVerified>> {
  return settled(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    const store = await openStore(options.store, network, client);
    try {
      const manifest = await loadManifest(store, id, signal);
      const answer = await patientAnswer(options, manifest.block.number);
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
      store.close();
    }
  });
}

async function patientAnswer(
  {
    rpcUrl,
    patienceMs = PATIENCE_MS,
    signal,
    now = Date.now,
  }: RpcVerifyOptions,
  block: number,
): Promise<BootAnswer> {
  const until = now() + patienceMs;
  let answer: BootAnswer = {
    hash: null,
    log: `${shownUrl(rpcUrl)} did not answer.`,
  };
  while (now() < until) {
    if (signal?.aborted)
      throw cancelled('Stopped while the client booted; nothing was recorded.');
    answer = await answerNow(rpcUrl, block, answer);
    if (answer.hash !== null) return answer;
    await pause(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
  return answer;
}

/** The head must be at least the block: a copy that has lost its state may still know the hashes of its freezer. */
async function answerNow(
  url: string,
  block: number,
  before: BootAnswer,
): Promise<BootAnswer> {
  const rpc = executionRpc(url);
  try {
    // For the record alone: the block decides.
    const clientVersion = await rpc.clientVersion().catch(() => undefined);
    const head = await rpc.block('latest');
    const asked =
      head && head.number >= block ? await rpc.block(block) : undefined;
    const log = `Its head is ${head?.number ?? 'unknown'}.`;
    return { clientVersion, hash: asked?.hash ?? null, log };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...before, log: `${shownUrl(url)} did not answer: ${why}` };
  }
}
