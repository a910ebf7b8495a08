import { findNetwork } from '@nodeyard/ethereum';
import {
  type Manifest,
  messageOf,
  type VerificationFailure,
} from '@nodeyard/snapshot-store';
import { executionRpc, isUnknownMethod } from './executionRpc';

/** Chain of a client that was booted from a snapshot, compared with its manifest. */
export interface ChainCheck {
  /** Undefined if the client did not answer. */
  clientVersion?: string;
  /** Hash of the snapshot's block; null if it is not part of the client's chain. */
  hash: string | null;
  /** Undefined if the client has the block, its state, and the history of the snapshot. */
  failure?: VerificationFailure;
  /** What failed, or the last lines of the client's log. */
  log: string;
}

type Expected = Pick<Manifest, 'network' | 'history' | 'block'>;
type Rpc = ReturnType<typeof executionRpc>;

/**
 * Query a client for the block of a snapshot, for the state of that block, and for the oldest block and receipts of its history
 * mode. A hash alone proves little: a copy without its state still has the blocks of its freezer.
 *
 * @throws Error if the client does not answer
 */
export async function checkChain(
  url: string,
  expected: Expected,
): Promise<ChainCheck> {
  const rpc = executionRpc(url);
  const { number, hash } = expected.block;
  // Recorded only: the result depends on the chain.
  const clientVersion = await rpc.clientVersion().catch(() => undefined);
  const head = await rpc.block('latest');
  const block =
    head && head.number >= number ? await rpc.block(number) : undefined;
  if (block?.hash !== hash) {
    return {
      clientVersion,
      hash: block?.hash ?? null,
      failure: block ? 'block-differs' : 'block-missing',
      log: `Its head is ${head?.number ?? 'unknown'}.`,
    };
  }
  const missing =
    (await missingState(rpc, number)) ?? (await missingHistory(rpc, expected));
  return { clientVersion, hash, log: '', ...missing };
}

type Missing = Pick<ChainCheck, 'failure' | 'log'>;

async function missingState(
  rpc: Rpc,
  block: number,
): Promise<Missing | undefined> {
  try {
    await rpc.balance(block);
    return undefined;
  } catch (error) {
    return {
      failure: 'state-missing',
      log: `The state of block ${block} is missing: ${messageOf(error)}.`,
    };
  }
}

async function missingHistory(
  rpc: Rpc,
  { network, history, block }: Expected,
): Promise<Missing | undefined> {
  const oldest = oldestBlock(network, history);
  if (oldest === undefined || oldest > block.number) return undefined;
  try {
    if (!(await rpc.block(oldest))) throw new Error('no block is returned');
    if (!(await hasReceipts(rpc, oldest))) {
      throw new Error('no receipts are returned');
    }
    if (history === 'archive') await rpc.balance(oldest);
    return undefined;
  } catch (error) {
    return {
      failure: 'history-missing',
      log: `Block ${oldest}, which history "${history}" includes, is not complete: ${messageOf(
        error,
      )}.`,
    };
  }
}

/** True also for a client without the method, which proves nothing. */
async function hasReceipts(rpc: Rpc, block: number): Promise<boolean> {
  try {
    return await rpc.hasReceipts(block);
  } catch (error) {
    if (isUnknownMethod(error)) return true;
    throw error;
  }
}

/** The oldest block of a history mode, without the genesis; undefined if it depends on the time. */
function oldestBlock(
  network: string,
  history: string | null,
): number | undefined {
  const blocks = findNetwork(network)?.historyBlocks;
  switch (history) {
    case 'archive':
    case 'full':
      return 1;
    case 'pre-merge':
      return blocks?.merge;
    case 'pre-prague':
      return blocks?.prague;
    default:
      return undefined;
  }
}
