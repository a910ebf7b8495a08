import type { ExecutionSample, Reply } from '../health/sample';
import { firstFailure, withDeadline, type Call } from './deadline';
import { blockNumber } from './execution/blockNumber';
import { chainId } from './execution/chainId';
import { clientVersion } from './execution/clientVersion';
import { ethConfig } from './execution/config';
import {
  genesisHash,
  latestBlock,
  type Block,
} from './execution/getBlockByNumber';
import { peerCount } from './execution/peerCount';
import { adjustForClient, syncing } from './execution/syncing';
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
  return withDeadline(options, async call => {
    const [chain, genesis, head, progress, peers, version, forks] =
      await Promise.all([
        call(chainId),
        call(genesisHash),
        call(latestBlock),
        call(syncing),
        call(peerCount),
        call(clientVersion),
        call(ethConfig),
      ]);
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
  const newest = first.number === 0 ? await call(blockNumber) : undefined;
  if (!newest?.ok || newest.value === 0) {
    return { head: first };
  }
  const again = await call(latestBlock);
  if (!again.ok || again.value.number > 0) {
    return { head: again.ok ? again.value : first };
  }
  return { head: again.value, chainHeadNumber: newest.value };
}
