import { redactUrl } from '@nodeyard/ethereum';
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '../errors';
import { cancelled, toResult } from '../errors';
import { openStore } from '../store/openStore';
import { loadManifest } from '../store/snapshots';
import type { StoreLocation } from '../store/store';
import type { BootResult } from './bootGeth';
import { executionRpc } from './executionRpc';
import type { BootVerifyResult } from './recordBoot';
import { recordBoot } from './recordBoot';

/** @public */
export interface RpcVerifyOptions {
  store: StoreLocation;
  network: string;
  client: string;
  snapshot: string;
  /** JSON-RPC of a client that runs on a restored copy without peers. */
  rpcUrl: string;
  /** Until the client has the block: some clients replay for minutes first. */
  timeoutMs?: number;
  signal?: AbortSignal;
  now?: () => number;
}

const TIMEOUT_MS = 600_000;
const POLL_MS = 1_000;

/**
 * Query a client that runs on a restored copy for the snapshot's block, and compare the hash.
 *
 * Works for every client; the caller is responsible for its isolation. The result is recorded in either case; a passed one moves
 * `latest.json`. @public
 */
export function verifyByRpc(
  options: RpcVerifyOptions,
): Promise<Result<BootVerifyResult>> {
  return toResult(async () => {
    const { network, client, snapshot: id, signal, now = Date.now } = options;
    const store = await openStore(options.store, network, client);
    try {
      const manifest = await loadManifest(store, id, signal);
      const boot = await pollForBlock(options, manifest.block.number);
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
      store.close();
    }
  });
}

async function pollForBlock(
  { rpcUrl, timeoutMs = TIMEOUT_MS, signal, now = Date.now }: RpcVerifyOptions,
  block: number,
): Promise<BootResult> {
  const until = now() + timeoutMs;
  let boot: BootResult = {
    hash: null,
    log: `${redactUrl(rpcUrl)} did not answer.`,
  };
  while (now() < until) {
    if (signal?.aborted) {
      throw cancelled(
        'Cancelled by a signal while the client booted; nothing was recorded.',
      );
    }
    boot = await queryBlock(rpcUrl, block, boot);
    if (boot.hash !== null) return boot;
    await pause(POLL_MS, undefined, { signal }).catch(() => {});
  }
  return boot;
}

/** The head must be at least the block: a copy without its state may still have the hashes in its freezer. */
async function queryBlock(
  url: string,
  block: number,
  before: BootResult,
): Promise<BootResult> {
  const rpc = executionRpc(url);
  try {
    // Recorded only: the result depends on the block.
    const clientVersion = await rpc.clientVersion().catch(() => undefined);
    const head = await rpc.block('latest');
    const asked =
      head && head.number >= block ? await rpc.block(block) : undefined;
    const log = `Its head is ${head?.number ?? 'unknown'}.`;
    return { clientVersion, hash: asked?.hash ?? null, log };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...before, log: `${redactUrl(url)} did not answer: ${why}` };
  }
}
