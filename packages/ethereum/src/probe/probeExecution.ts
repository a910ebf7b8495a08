import type { ExecutionSample, Reply } from '../health/sample';
import { firstFailure, withDeadline, type Call } from './deadline';
import { askEach, askWithMemory } from './execution/ask';
import { blockNumber } from './execution/blockNumber';
import { latestBlock, type Block } from './execution/getBlockByNumber';
import { callRpc } from './execution/rpc';
import { adjustForClient } from './execution/syncing';
import type { ProbeOptions } from './target';
import { collectUnanswered } from './unanswered';

/**
 * Probes an execution client over JSON-RPC.
 *
 * Never throws, and takes no longer than its timeout. Answers are bounded by call. Every field is validated: an invalid one results in
 * `invalid-response` with the field in its detail. A sample requires chain ID and head only: other fields are absent if their answer is
 * refused or invalid, with the reason in `unanswered` or `forksUnknown`.
 * @public
 */
export function probeExecution(
  options: ProbeOptions,
): Promise<Reply<ExecutionSample>> {
  const memory = options.memory?.execution;
  return withDeadline({ ...options, memory }, async call => {
    const { chain, genesis, head, progress, peers, version, forks } = memory
      ? await askWithMemory(call, memory, options.timeoutMs)
      : await askEach(call);
    if (chain.ok && head.ok) {
      return {
        ok: true,
        value: {
          chainId: chain.value,
          ...(await readHead(call, head.value)),
          ...(genesis.ok ? { genesisHash: genesis.value } : {}),
          ...(version.ok ? { clientVersion: version.value } : {}),
          ...(progress.ok
            ? {
                syncing: adjustForClient(
                  progress.value,
                  version.ok ? version.value : undefined,
                ),
              }
            : {}),
          ...(peers.ok ? { peers: peers.value } : {}),
          ...(forks.ok ? { forks: forks.value } : { forksUnknown: forks.why }),
          ...collectUnanswered({ genesis, syncing: progress, peers, version }),
        },
      };
    }
    return firstFailure([chain, head]);
  });
}

/**
 * Reads the head, and for head 0 the newest block of the chain: besu reports block 0 while the state of its newest block is missing.
 * A client may leave block 0 between two answers, so the state is missing only if a second answer has block 0 too.
 */
async function readHead(
  call: Call,
  first: Block,
): Promise<Pick<ExecutionSample, 'head' | 'chainHeadNumber'>> {
  const newest =
    first.number === 0
      ? await call(endpoint => callRpc(endpoint, blockNumber))
      : undefined;
  if (!newest?.ok || newest.value === 0) {
    return { head: headFields(first) };
  }
  const again = await call(endpoint => callRpc(endpoint, latestBlock));
  if (!again.ok || again.value.number > 0) {
    return { head: headFields(again.ok ? again.value : first) };
  }
  return { head: headFields(again.value), chainHeadNumber: newest.value };
}

function headFields({
  number,
  hash,
  timestamp,
}: Block): ExecutionSample['head'] {
  return { number, hash, timestamp };
}
