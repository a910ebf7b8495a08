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
 * Looks at an execution client once, over JSON-RPC.
 *
 * Never throws, never takes longer than its timeout, and reads of each answer what its call is allowed. Every field is checked: what
 * does not fit its API is `invalid-response`, with a detail that names the field. Chain ID and head alone decide whether there is
 * a sample: any other answer may be refused or bad, its field is absent then, and `unanswered` or `forksUnknown` says why.
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
 * The head, and the chain of a client that gives block 0 for it and has more blocks: besu does so while the state of its
 * newest block is not there. No other head leaves a doubt, so nothing more is asked then. A client may leave block 0
 * between two answers: only one that still gives it lacks the state.
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
