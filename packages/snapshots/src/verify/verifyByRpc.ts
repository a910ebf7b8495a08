import { redactUrl } from '@nodeyard/ethereum';
import { setTimeout as pause } from 'node:timers/promises';
import {
  cancelled,
  loadManifest,
  type Manifest,
  messageOf,
  openStore,
  type Result,
  type StoreLocation,
  toResult,
} from '@nodeyard/snapshot-store';
import { checkChain, type ChainCheck } from './checkChain';
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
 * Check the chain of a client that runs on a restored copy.
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
      const boot = await pollForChain(options, manifest);
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

/** Polls until the client has the whole chain, or a block that differs: some clients replay for minutes first. */
async function pollForChain(
  { rpcUrl, timeoutMs = TIMEOUT_MS, signal, now = Date.now }: RpcVerifyOptions,
  manifest: Manifest,
): Promise<ChainCheck> {
  const until = now() + timeoutMs;
  let check: ChainCheck = {
    hash: null,
    failure: 'no-response',
    log: `${redactUrl(rpcUrl)} did not answer.`,
  };
  while (now() < until) {
    if (signal?.aborted) {
      throw cancelled(
        'Cancelled by a signal while the client booted; nothing was recorded.',
      );
    }
    try {
      check = await checkChain(rpcUrl, manifest);
    } catch (error) {
      const log = `${redactUrl(rpcUrl)} did not answer: ${messageOf(error)}`;
      check = { ...check, log };
    }
    if (!check.failure || check.failure === 'block-differs') return check;
    await pause(POLL_MS, undefined, { signal }).catch(() => {});
  }
  return check;
}
