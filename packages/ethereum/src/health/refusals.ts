import type { HistoryMode } from '../clients/schema';
import type { Unanswered, OptionalAnswer } from './sample';

/** `-32601`: the client or its proxy does not offer the method (JSON-RPC 2.0). */
const METHOD_NOT_FOUND = -32601;
/** Error code of most clients for a pruned block (EIP-4444). */
const PRUNED_HISTORY = 4444;

/** An answer that a healthy client may refuse, and the error codes. */
export interface Refusal {
  /** Client name of `web3_clientVersion` in lower case, or `every`. */
  client: string;
  /** History modes in which it does; absent: all. */
  history?: readonly HistoryMode[];
  question: OptionalAnswer | 'forks';
  /** JSON-RPC error codes; `null` is a result that is null. */
  codes: ReadonlyArray<number | null>;
  /** Release or commit that was read. */
  source: string;
}

/**
 * All answers that a healthy client may refuse.
 *
 * These refusals result in no caveat if the network is proved otherwise; others do. None of them makes a node unreachable.
 */
export const refusals: readonly Refusal[] = [
  {
    client: 'erigon',
    history: ['pre-merge', 'rolling', 'aggressive'],
    question: 'genesis',
    // "old data not available due to pruning: requested block 0, history is available from block ..."
    codes: [-32000],
    source: 'erigontech/erigon 2026-08, rpc/jsonrpc',
  },
  {
    client: 'reth',
    history: ['pre-merge', 'pre-prague', 'rolling', 'aggressive'],
    question: 'genesis',
    // null: header without body indices
    codes: [PRUNED_HISTORY, null],
    source:
      'paradigmxyz/reth 7b3432d (after v2.5.1), providers/database/provider.rs',
  },
  {
    client: 'nethermind',
    history: ['pre-merge', 'pre-prague', 'rolling'],
    question: 'genesis',
    codes: [PRUNED_HISTORY, null],
    source: 'NethermindEth/nethermind, Nethermind.JsonRpc/ErrorCodes.cs',
  },
  {
    client: 'geth',
    history: ['pre-merge', 'pre-prague'],
    question: 'genesis',
    // Block 0 stays in the active database; the code is that of any other pruned block.
    codes: [PRUNED_HISTORY],
    source:
      'go-ethereum v1.17.10, eth/api_backend.go, core/rawdb/chain_freezer.go',
  },
  {
    client: 'reth',
    question: 'forks',
    // "no active timestamp fork found", until the head is past Shanghai
    codes: [-32603],
    source:
      'paradigmxyz/reth 7b3432d (after v2.5.1), rpc-eth-api/helpers/config.rs',
  },
  {
    client: 'besu',
    question: 'peers',
    // "P2P has been disabled"
    codes: [-32000],
    source: 'besu-eth/besu 683880b (after 26.8.0), RpcErrorType.java',
  },
  ...(['syncing', 'peers', 'version', 'forks'] as const).map(question => ({
    // anvil and releases from before a method, and gateways with a list of methods
    client: 'every',
    question,
    codes: [METHOD_NOT_FOUND],
    source: 'JSON-RPC 2.0',
  })),
];

/** Whether a client of this version may refuse an answer with this code, in any history mode. */
export function mayRefuse(
  clientVersion: string | undefined,
  question: Refusal['question'],
  { code }: NonNullable<Unanswered[OptionalAnswer]>,
): boolean {
  const client = clientVersion?.split('/')[0]?.toLowerCase();
  return refusals.some(
    refusal =>
      refusal.question === question &&
      (refusal.client === 'every' || refusal.client === client) &&
      code !== undefined &&
      refusal.codes.includes(code),
  );
}
